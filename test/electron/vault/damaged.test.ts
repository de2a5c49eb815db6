import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { mailDesk } from '../../support/mail-desk.ts'
import { account, startMailServer } from '../../support/mail-server.ts'
import { openPortal } from '../../support/portal.ts'
import { registerAuthenticator } from '../../support/second-factor.ts'
import { begin, prove, selfServiceFor } from '../../support/self-service.ts'
import { signedIn } from '../../support/signed-in.ts'
import { nobody, setUp, signedInPerson } from '../../support/test-services.ts'
import { threeAdmins } from '../../support/two-admins.ts'

/** Turns one bit of everything sealed in a table. */
function damage(dataDir: string, table: string, where = 'sealed IS NOT NULL'): void {
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  sql.function('damaged', (sealed: Buffer) => {
    const at = sealed.length - 20
    sealed.writeUInt8(sealed.readUInt8(at) ^ 1, at)
    return sealed
  })
  const { changes } = sql.prepare(`UPDATE ${table} SET sealed = damaged(sealed) WHERE ${where}`).run()
  sql.close()
  expect(changes).toBeGreaterThan(0)
}

it('a code for an app whose seed is damaged does not count as wrong, and an admin can remove the app', async () => {
  const { services, owner, clock, dataDir } = await setUp()
  const person = await signedInPerson(services, owner)
  const app = await registerAuthenticator(services, { ...person.call(), isConfirmed: true }, clock)
  damage(dataDir, 'authenticators')
  const { token } = await services.sessions.signIn(person, nobody)
  const call = () => services.serve.callOf(token, 'browser', false)
  for (let tries = 0; tries < 12; tries += 1)
    expect(() => services.sessions.proveFactor({ code: app.code() }, signedIn(call()))).toThrow('FACTOR_DAMAGED')
  const [recoveryCode = ''] = app.recoveryCodes
  services.sessions.proveFactor({ code: recoveryCode }, signedIn(call()))
  // Whoever has proved nothing is not even told that there is such a person.
  await services.policies.save(selfServiceFor({ methods: ['deskCode', 'authenticator'], required: 1 }), owner)
  const attempt = await begin(services, person.username)
  await expect(prove(services, attempt, { method: 'authenticator', code: app.code() })).rejects.toMatchObject({
    code: 'PROOF_WRONG',
  })
  services.methods.removeFor({ userId: person.id }, owner)
  expect(services.methods.of({ userId: person.id }, owner)).toMatchObject({ authenticatorSince: null })
})

it('a request whose input is damaged says so, and not that somebody has decided it; it can be refused', async () => {
  const { services, owner, third, secondCall, dataDir } = await threeAdmins()
  const caller = createCaller(services.serve, () => owner)
  const block = () => caller.users.block({ id: third.id, isBlocked: true })
  const { request: id } = await block().then(
    () => expect.fail('It did not wait.'),
    (error) => error.data,
  )
  damage(dataDir, 'requests')
  expect(() => services.requests.approve({ id }, secondCall())).toThrow('REQUEST_DAMAGED')
  expect(services.requests.refuse({ id, reason: '' }, secondCall())).toMatchObject({ state: 'refused' })
})

it('no mail goes out without the password that is damaged: it waits, and the test mail says why', async () => {
  const server = await startMailServer()
  const { mail, queueCode, list, test, dataDir } = await mailDesk(server.port, { username: account.username })
  damage(dataDir, 'mail_settings')
  queueCode()
  await mail.work()
  expect(await list()).toMatchObject([{ state: 'waiting' }])
  await expect(test()).rejects.toMatchObject({ code: 'MAIL_PASSWORD_DAMAGED' })
  expect(server.arrived).toEqual([])
})

it('an authority of the portal whose key is damaged is replaced by nobody but an admin, because everybody must trust the next one anew', async () => {
  const { services, owner, dataDir, view, settings } = await openPortal()
  damage(dataDir, 'portal_certificates', "kind = 'authority'")
  // The earlier certificate is still valid.
  expect((await services.portal.save(settings, owner)).state.kind).toBe('listening')
  damage(dataDir, 'portal_certificates', "kind = 'leaf'")
  const after = await services.portal.save(settings, owner)
  expect(after.state).toEqual({ kind: 'failed', fault: 'authorityDamaged' })
  expect(after.authority?.fingerprint).toBe(view.authority?.fingerprint)
  await services.portal.tidy()
  expect((await services.portal.get({}, owner)).authority?.fingerprint).toBe(view.authority?.fingerprint)
  const renewed = await services.portal.renew({}, owner)
  expect(renewed.state.kind).toBe('listening')
  expect(renewed.authority?.fingerprint).not.toBe(view.authority?.fingerprint)
})
