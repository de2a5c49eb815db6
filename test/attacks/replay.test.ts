import { describe, expect, it } from 'vitest'
import type { UserId } from '../../shared/ids.ts'
import { longTimeouts } from '../support/mail-desk.ts'
import { settingsFor, startMailServer } from '../support/mail-server.ts'
import { openPortal } from '../support/portal.ts'
import { registerAuthenticator } from '../support/second-factor.ts'
import { deskCode, mailedCode, otherCode, selfServiceFor } from '../support/self-service.ts'
import { signedInPerson } from '../support/test-services.ts'

const minute = 60_000
const newPassword = 'Green-Valley-77-tree'

async function open(required = 1) {
  const portal = await openPortal({ mail: longTimeouts })
  const { services, owner, call } = portal
  const { arrived, port } = await startMailServer()
  await services.mail.save({ server: settingsFor(port, { security: 'none' }), password: { kind: 'none' } }, owner)
  await services.policies.save(selfServiceFor({ required, mustTellUsers: false }), owner)
  const begin = async (username: string): Promise<string> =>
    (await call('myRecovery/begin', { username, purpose: 'reset', language: 'en' })).json.attempt
  const prove = (attempt: string, method: string, code: string) =>
    call('myRecovery/prove', { attempt, proof: { method, code } })
  return {
    ...portal,
    begin,
    prove,
    /** A person with a mailbox that an admin wrote down. */
    personWithMailbox: async () => {
      const person = await signedInPerson(services, owner)
      const { contact } = await services.users.get({ id: person.id }, owner)
      const more = { ...contact, alternateEmail: `home${person.id}@home.test` }
      const { username } = person
      await services.users.edit({ id: person.id, username, displayName: 'A', contact: more, language: null }, owner)
      return person
    },
    /** Asks for a code and reads it in the mailbox. */
    mailed: async (attempt: string): Promise<string> => {
      arrived.length = 0
      await call('myRecovery/ask', { attempt, method: 'email' })
      await services.mail.work()
      return mailedCode(arrived)
    },
    proofs: async (id: UserId) => {
      const { username } = await services.users.get({ id }, owner)
      const filter = { person: username, action: null, from: null, until: null }
      const { entries } = await services.audit.list({ filter, offset: 0, limit: 100 }, owner)
      return entries.filter(({ detail, result }) => detail.step === 'prove' && result === 'success').length
    },
  }
}

const times = <T>(count: number, work: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => work(at)))
const count = (answers: readonly { readonly status: number }[], status: number) =>
  answers.filter((answer) => answer.status === status).length

describe('a code from the mailbox', () => {
  it('works in one run only: not in another of the same person, not for somebody else, not a second time', async () => {
    const { personWithMailbox, begin, mailed, prove, call } = await open(2)
    const [ida, per] = [await personWithMailbox(), await personWithMailbox()]
    const [first, second, foreign] = [await begin(ida.username), await begin(ida.username), await begin(per.username)]
    const code = await mailed(first)
    expect(code).not.toBe('')
    expect((await prove(second, 'email', code)).json.code).toBe('PROOF_WRONG')
    expect((await prove(foreign, 'email', code)).json.code).toBe('PROOF_WRONG')
    expect((await prove(foreign, 'deskCode', code)).json.code).toBe('PROOF_WRONG')
    expect((await prove(first, 'email', otherCode(code))).json.code).toBe('PROOF_WRONG')
    expect((await prove(first, 'email', code)).json).toMatchObject({ proved: ['email'], step: 'prove' })
    expect((await prove(second, 'email', code)).json.code).toBe('PROOF_WRONG')
    // Typed again it says where the run stands, and proves nothing more.
    expect((await prove(first, 'email', code)).json).toMatchObject({ proved: ['email'], step: 'prove' })
    expect((await prove(first, 'deskCode', code)).json.code).toBe('PROOF_WRONG')
    expect((await call('myRecovery/finish', { attempt: first, newPassword })).json.code).toBe('PROOF_WRONG')
  })

  it('typed twenty times at once proves once, and twenty last steps at once set one password', async () => {
    const { personWithMailbox, begin, mailed, prove, call, proofs } = await open()
    const person = await personWithMailbox()
    const attempt = await begin(person.username)
    const code = await mailed(attempt)
    await times(20, () => prove(attempt, 'email', code))
    expect(await proofs(person.id)).toBe(1)
    const ends = await times(20, (at) => call('myRecovery/finish', { attempt, newPassword: `${newPassword}-${at}` }))
    expect([count(ends, 200), count(ends, 410)]).toEqual([1, 19])
    const winner = ends.findIndex(({ status }) => status === 200)
    expect((await call('signIn', { username: person.username, password: `${newPassword}-${winner}` })).status).toBe(200)
  })

  it('and its run end with the last step, and so do all sessions', async () => {
    const { personWithMailbox, begin, mailed, prove, call } = await open()
    const person = await personWithMailbox()
    const { cookie = '' } = await call('signIn', { username: person.username, password: person.password })
    const [attempt, other] = [await begin(person.username), await begin(person.username)]
    await prove(attempt, 'email', await mailed(attempt))
    const left = await mailed(other)
    expect((await call('myRecovery/finish', { attempt, newPassword })).status).toBe(200)
    const steps: readonly (readonly [string, object])[] = [
      ['state', {}],
      ['rules', {}],
      ['ask', { method: 'email' }],
      ['prove', { proof: { method: 'email', code: left } }],
      ['finish', { newPassword: 'Other-Valley-78-tree' }],
      ['askForHelp', { reason: 'Again' }],
    ]
    for (const token of [attempt, other]) {
      for (const [step, more] of steps) {
        expect([step, (await call(`myRecovery/${step}`, { attempt: token, ...more })).status]).toEqual([step, 410])
      }
    }
    expect((await call('current', {}, { cookie })).status).toBe(401)
    // A token of a session is not one of a run, and the other way round.
    expect((await call('current', {}, { cookie: `__Host-keydesk=${attempt}` })).status).toBe(401)
    const session = cookie.split('=')[1]
    expect((await call('myRecovery/state', { attempt: session })).status).toBe(410)
  })
})

describe('a code from the desk', () => {
  it('typed at once in five runs of its person proves in one of them', async () => {
    const { services, owner, begin, prove, proofs } = await open()
    const person = await signedInPerson(services, owner)
    const runs = await times(5, () => begin(person.username))
    const code = deskCode(services, owner, person.id)
    const answers = await times(20, (at) => prove(runs[at % 5] ?? '', 'deskCode', code))
    expect(await proofs(person.id)).toBe(1)
    const states = answers.filter(({ status }) => status === 200).map(({ json }) => json.proved)
    expect(new Set(states.map(String))).toEqual(new Set(['deskCode']))
  })
})

describe('a code of the app', () => {
  async function withApp() {
    const world = await open()
    const person = await signedInPerson(world.services, world.owner)
    const app = await registerAuthenticator(world.services, { ...person.call(), isConfirmed: true }, world.clock)
    world.clock.now += minute
    const { username, password } = person
    const waiting = async () => (await world.call('signIn', { username, password })).cookie ?? ''
    const factor = (cookie: string, code: string) => world.call('proveFactor', { code }, { cookie })
    return { ...world, person, app, waiting, factor }
  }

  it('that signed somebody in proves nothing in the wizard, and the other way round', async () => {
    const { person, app, waiting, factor, begin, prove, clock } = await withApp()
    const code = app.code()
    expect((await factor(await waiting(), code)).status).toBe(200)
    expect((await prove(await begin(person.username), 'authenticator', code)).json.code).toBe('PROOF_WRONG')
    clock.now += minute
    const later = app.code()
    expect((await prove(await begin(person.username), 'authenticator', later)).json.step).toBe('choosePassword')
    expect((await factor(await waiting(), later)).json.code).toBe('FACTOR_WRONG')
  })

  it('used at sign-in and in the wizard at once works in one of them', async () => {
    const { person, app, waiting, factor, begin, prove } = await withApp()
    const [cookies, runs] = [await times(2, waiting), await times(2, () => begin(person.username))]
    const code = app.code()
    const answers = await Promise.all([
      ...cookies.map((cookie) => factor(cookie, code)),
      ...runs.map((attempt) => prove(attempt, 'authenticator', code)),
    ])
    expect(count(answers, 200)).toBe(1)
  })

  it('for recovery works either at sign-in or in the wizard, also when both use it at once', async () => {
    const { person, app, waiting, factor, begin, prove, services, owner } = await withApp()
    const [first = '', second = ''] = app.recoveryCodes
    expect((await factor(await waiting(), first)).status).toBe(200)
    expect((await prove(await begin(person.username), 'recoveryCode', first)).json.code).toBe('PROOF_WRONG')
    const [cookie, attempt] = [await waiting(), await begin(person.username)]
    const answers = await Promise.all([factor(cookie, second), prove(attempt, 'recoveryCode', second)])
    expect(count(answers, 200)).toBe(1)
    expect(services.methods.of({ userId: person.id }, owner)).toMatchObject({ recoveryCodesLeft: 8 })
  })
})

describe('a Temporary Access Pass that works once', () => {
  it('lets in only one of those who type it at once', async () => {
    const { services, owner, call } = await open()
    const person = await signedInPerson(services, owner)
    const { pass } = await services.passes.create({ userId: person.id, minutes: 60, isOnce: true }, owner)
    const answers = await times(5, () => call('signIn', { username: person.username, password: pass }))
    expect(count(answers, 200)).toBe(1)
  })
})
