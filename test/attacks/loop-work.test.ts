import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { mailDesk } from '../support/mail-desk.ts'
import { startMailServer } from '../support/mail-server.ts'
import { registerAuthenticator } from '../support/second-factor.ts'
import { begin, deskCode, hasSmsProgram, prove, selfServiceFor, smsProgram } from '../support/self-service.ts'
import { nobody, signedInPerson, temporaryFolder } from '../support/test-services.ts'

/** The costly work of the main thread: SQL statements that write, and sealing, opening and keyed hashing. */
function watchWork() {
  const done = new Map<string, number>()
  const note = (what: string) => done.set(what, (done.get(what) ?? 0) + 1)
  const memory = new Sqlite(':memory:')
  const statement = Object.getPrototypeOf(memory.prepare('SELECT 1')) as Record<string, unknown>
  const run = statement.run as (...args: unknown[]) => unknown
  statement.run = function (this: { readonly source: string }, ...args: unknown[]) {
    note(this.source.replace(/\s+/g, ' ').slice(0, 90))
    return run.apply(this, args)
  }
  const ciphers = crypto as unknown as Record<string, (...args: unknown[]) => unknown>
  const names = ['createCipheriv', 'createDecipheriv', 'createHmac'] as const
  const before = names.map((name) => ciphers[name] as (...args: unknown[]) => unknown)
  for (const [at, name] of names.entries()) {
    ciphers[name] = (...args) => {
      note(name)
      return before[at]?.(...args)
    }
  }
  syncBuiltinESMExports()
  onTestFinished(() => {
    statement.run = run
    for (const [at, name] of names.entries()) ciphers[name] = before[at] as (...args: unknown[]) => unknown
    syncBuiltinESMExports()
    memory.close()
  })
  return async (work: () => Promise<unknown>): Promise<Record<string, number>> => {
    done.clear()
    await work().catch(() => {})
    return Object.fromEntries([...done].sort())
  }
}

const methods = ['email', 'sms', 'deskCode', 'authenticator', 'recoveryCode'] as const

async function office() {
  const server = await startMailServer()
  const desk = await mailDesk(server.port, { security: 'none', username: '' })
  const { services, owner } = desk
  const gateway = smsProgram(temporaryFolder())
  await services.sms.save({ gateway: { kind: 'command', path: gateway.path } }, owner)
  await services.policies.save(selfServiceFor({ methods, required: 1 }), owner)
  const person = await signedInPerson(services, owner)
  await registerAuthenticator(services, { ...person.call(), isConfirmed: true }, desk.clock)
  const contact = { alternateEmail: 'ida@home.test', mobilePhone: '+45 12 34 56 78' }
  const { id, username } = person
  services.users.edit({ id, username, displayName: 'Ida', contact, language: null }, owner)
  deskCode(services, owner, person.id)
  await services.mail.work()
  return { ...desk, server, gateway, names: [person.username, 'nobody@nordwind.test'] as const }
}

describe.runIf(hasSmsProgram)('the main thread has as much to do for a name that does not exist', () => {
  it('at each step that a stranger can take, and for the mails and messages sent after it', async () => {
    const { services, names, server, gateway } = await office()
    const workOf = watchWork()
    const steps = async (username: string) => {
      let attempt = ''
      const all: Record<string, number>[] = []
      const step = async (work: () => Promise<unknown>) => {
        // Waits until the work that an earlier step has started is over.
        await services.mail.work()
        await nextTurn()
        await services.mail.work()
        all.push(
          await workOf(async () => {
            await work()
            await services.mail.work()
          }),
        )
      }
      await step(async () => {
        attempt = await begin(services, username)
      })
      for (const method of ['email', 'sms', 'email'] as const)
        await step(async () => services.recovery.ask({ attempt, method }, nobody))
      for (const method of ['email', 'sms', 'deskCode'] as const)
        await step(async () => prove(services, attempt, { method, code: '1234 5678' }))
      await step(async () => prove(services, attempt, { method: 'authenticator', code: '123 456' }))
      await step(async () => prove(services, attempt, { method: 'recoveryCode', code: 'ABCDE-FGHJK' }))
      await step(async () => services.recovery.askForHelp({ attempt, reason: 'Help' }, nobody))
      await step(async () => services.sessions.signIn({ username, password: 'Wrong-Guess-1' }, nobody))
      return all
    }
    // The first try of all is not counted, because it also prepares what is made only once.
    await steps('another@nordwind.test')
    const [known, unknown] = [await steps(names[0]), await steps(names[1])]
    expect(unknown).toEqual(known)
    expect(known[1]).toMatchObject({ createCipheriv: 1, createDecipheriv: 1 })
    // Only the mails of the existing person were sent.
    expect(server.arrived.filter(({ to }) => to[0] === 'ida@home.test')).toHaveLength(2)
    expect(server.arrived.filter(({ to }) => to[0]?.endsWith('invalid'))).toEqual([])
    await expect.poll(() => gateway.text()).toMatch(/^\+4512345678\n/)
  })

  it('and no admin sees the mails that are made for such a name and never sent', async () => {
    const { services, names, list } = await office()
    const before = await list()
    const attempt = await begin(services, names[1])
    await services.recovery.ask({ attempt, method: 'email' }, nobody)
    await services.mail.work()
    expect(await list()).toEqual(before)
  })
})
