import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { everyEntry } from '../../../shared/audit.ts'
import type { SmsGateway } from '../../../shared/sms.ts'
import { begin, hasSmsProgram, prove, smsProgram } from '../../support/self-service.ts'
import { nobody, setUp, signedInPerson } from '../../support/test-services.ts'
import { threeAdmins } from '../../support/two-admins.ts'
import { withMail } from '../../support/with-mail.ts'

describe('a text message', () => {
  it.runIf(hasSmsProgram)(
    'is sent by a program of this machine, which gets number and text by standard input only',
    async () => {
      const { services, owner, person, dataDir } = await withMail()
      const program = smsProgram(dataDir)
      await services.sms.save({ gateway: { kind: 'command', path: program.path } }, owner)
      const contact = { mobilePhone: '+45 12 34 56 78' }
      const { username } = person
      services.users.edit({ id: person.id, username, displayName: 'Ida', contact, language: null }, owner)
      const attempt = await begin(services, username)
      await services.recovery.ask({ attempt, method: 'sms' }, nobody)
      await expect.poll(program.text).toMatch(/^\+4512345678\nNordwind: .*\d{4} \d{4}/)
      const code = /\d{4} \d{4}/.exec(program.text())?.[0] ?? ''
      expect((await prove(services, attempt, { method: 'sms', code })).step).toBe('choosePassword')
    },
  )

  it('goes by mail to an address made of the number', async () => {
    const { services, owner, person, post } = await withMail()
    await services.sms.save({ gateway: { kind: 'mail', pattern: '{number}@sms.test' } }, owner)
    const contact = { mobilePhone: '+45 12 34 56 78' }
    const { username } = person
    services.users.edit({ id: person.id, username, displayName: 'Ida', contact, language: null }, owner)
    await services.recovery.ask({ attempt: await begin(services, username), method: 'sms' }, nobody)
    expect((await post()).map(({ to }) => to)).toEqual([['4512345678@sms.test']])
  })

  it('can not be used without a gateway, nor by mail where Keydesk sends none, and the policy says so', async () => {
    const { services, owner } = await setUp()
    const unusable = () => services.registration.unavailable({}, owner)
    const through = (gateway: SmsGateway) => services.sms.save({ gateway }, owner)
    expect(await unusable()).toEqual({ methods: ['email', 'sms'] })
    await through({ kind: 'mail', pattern: '{number}@sms.test' })
    expect(await unusable()).toEqual({ methods: ['email', 'sms'] })
    await through({ kind: 'command', path: '/opt/send-sms' })
    expect(await unusable()).toEqual({ methods: ['email'] })
    const posting = await withMail()
    expect(await posting.services.registration.unavailable({}, posting.owner)).toEqual({ methods: ['sms'] })
  })

  it.each([
    { kind: 'mail', pattern: 'sms@sms.test' },
    { kind: 'mail', pattern: '{number}@sms.test, other@sms.test' },
    { kind: 'command', path: 'send-sms --fast' },
    { kind: 'command', path: '/bin/sh' },
    { kind: 'command', path: '\\\\server\\share\\send.exe' },
    { kind: 'command', path: '/opt/send-sms.sh' },
  ] as const)('has no way like $kind $pattern $path', async (gateway) => {
    const { services, owner } = await setUp()
    expect(() => services.sms.save({ gateway }, owner)).toThrow(expect.objectContaining({ code: 'FIELD_INVALID' }))
  })
})

describe('a test of the program', () => {
  it.runIf(hasSmsProgram)('runs the saved one, says how it ended, and is written down', async () => {
    const { services, owner, dataDir } = await setUp()
    const program = smsProgram(dataDir)
    const send = () => services.sms.sendTest({ number: '+45 20 00 10 00', language: 'da' }, owner)
    expect(await send()).toEqual({ outcome: 'failed', reason: 'noProgram', status: null })
    await services.sms.save({ gateway: { kind: 'command', path: program.path } }, owner)
    expect(await send()).toEqual({ outcome: 'sent' })
    expect(program.text()).toMatch(/^\+4520001000\nNordwind: [^\n]+\n$/)
    writeFileSync(program.path, '#!/bin/sh\ncat > /dev/null\nexit 3\n')
    expect(await send()).toEqual({ outcome: 'failed', reason: 'status', status: 3 })
    chmodSync(program.path, 0o600)
    expect(await send()).toEqual({ outcome: 'failed', reason: 'notAllowed', status: null })
    rmSync(program.path)
    expect(await send()).toEqual({ outcome: 'failed', reason: 'missing', status: null })
    symlinkSync('/bin/sh', program.path)
    expect(await send()).toEqual({ outcome: 'failed', reason: 'refused', status: null })
    const filter = { ...everyEntry, action: 'Send test text message.' as const }
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 10 } as never, owner)
    expect(entries).toHaveLength(6)
  })

  it('is a global admin’s, and takes only a number with its country', async () => {
    const { services, owner } = await setUp()
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const send = (call: typeof owner, number: string) =>
      createCaller(services.serve, () => call)
        .sms.sendTest({ number, language: 'en' })
        .then(
          ({ outcome }) => outcome,
          ({ code }) => code,
        )
    expect(await send(helper.call(), '+45 20 00 10 00')).toBe('NOT_ALLOWED')
    expect(await send(owner, '20 00 10 00')).not.toBe('failed')
    expect(await send(owner, '+45 20 00 10 00')).toBe('failed')
  })
})

describe('a gateway for text messages that waits for a second admin', () => {
  it('is set by the approval, also where an earlier version stored the request under an older operation name', async () => {
    const { services, owner, secondCall, dataDir } = await threeAdmins()
    const gateway = { kind: 'mail', pattern: '{number}@sms.test' } as const
    const caller = createCaller(services.serve, () => owner)
    const asked = await caller.sms.save({ gateway }).catch((error) => error)
    expect(asked).toMatchObject({ code: 'WAITING_FOR_APPROVAL' })
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    const renamed = sql.prepare(`UPDATE requests SET asked = replace(asked, 'sms.save', 'selfservice.saveSmsGateway')`)
    expect(renamed.run().changes).toBe(1)
    sql.close()
    const { requests } = await services.requests.list({ offset: 0, limit: 10 }, owner)
    expect(requests).toMatchObject([{ asked: { kind: 'operation', operation: 'sms.save' }, state: 'open' }])
    await services.requests.approve({ id: asked.data.request }, secondCall())
    expect(await services.sms.get({}, owner)).toEqual({ gateway })
  })
})
