import { describe, expect, it } from 'vitest'
import type { Call, SignedInCall } from '../../../electron/rpc/call.ts'
import type { Services } from '../../../electron/services.ts'
import { everyEntry } from '../../../shared/audit.ts'
import { registerAuthenticator, requireFactor } from '../../support/second-factor.ts'
import { signedIn } from '../../support/signed-in.ts'
import {
  addPerson,
  nobody,
  noKeychain,
  ownerName,
  ownerPassword,
  resetAndRead,
  setUp,
  signedInPerson,
} from '../../support/test-services.ts'

const minute = 60_000
const refusal = (code: string) => expect.objectContaining({ code })

async function withApp() {
  const test = await setUp()
  const { services, owner, clock } = test
  const person = await signedInPerson(services, owner)
  const app = await registerAuthenticator(services, { ...person.call(), isConfirmed: true }, clock)
  clock.now += minute
  return { ...test, person, app, begin: () => begin(services, person) }
}

/** The first step of signing in: a call of the session that waits for its code, and the second step. */
async function begin(services: Services, { username, password }: { username: string; password: string }) {
  const { token, session } = await services.sessions.signIn({ username, password }, nobody)
  const call = (): Call => services.serve.callOf(token, 'browser', false)
  return { token, session, call, prove: (code: string) => services.sessions.proveFactor({ code }, signedIn(call())) }
}

async function reasonsOf(services: Services, owner: SignedInCall) {
  const filter = { person: '', action: 'UserLoginFailed', from: null, until: null } as const
  const { entries } = await services.audit.list({ filter, offset: 0, limit: 50 }, owner)
  return entries.map(({ reason }) => reason)
}

describe('the second step of signing in', () => {
  it('opens the session under a new token, and says only then who it is', async () => {
    const { services, person, app, begin } = await withApp()
    const first = await begin()
    expect(first.session).toMatchObject({ factor: 'needed', username: '', displayName: '', roles: [] })
    const { token, session } = await first.prove(app.code())
    expect(session).toMatchObject({ factor: 'none', username: person.username })
    expect(first.call().actor, 'the token of the first step').toBeNull()
    expect(services.serve.callOf(token, 'browser', true)).toMatchObject({ factor: 'none', isLocked: false })
  })

  it('comes before the forced change', async () => {
    const { services, owner, person, app, clock } = await withApp()
    const password = await resetAndRead(services, owner, person.id)
    clock.now += minute
    const { session, prove } = await begin(services, { ...person, password })
    expect(session).toMatchObject({ factor: 'needed', mustChange: false })
    expect((await prove(app.code())).session).toMatchObject({ factor: 'none', mustChange: true })
  })

  it('waits ten minutes, and is not locked when idle', async () => {
    const { clock, app, begin } = await withApp()
    const slow = await begin()
    clock.now += 9 * minute
    expect(slow.call()).toMatchObject({ factor: 'needed', isLocked: false })
    clock.now += minute
    expect(slow.call().actor).toBeNull()
    const quick = await begin()
    await quick.prove(app.code())
  })

  it('leaves no sign-in entry before it, and afterwards one that says which factor was used', async () => {
    const { services, owner, person, app, begin } = await withApp()
    const { prove } = await begin()
    const entriesOf = async () => (await services.users.history({ id: person.id, offset: 0, limit: 1 }, owner)).entries
    expect(await entriesOf()).toMatchObject([{ action: 'Ask for second factor.', result: 'success' }])
    await prove(app.recoveryCodes[3] ?? '')
    expect(await entriesOf()).toMatchObject([
      { action: 'UserLoggedIn', detail: { factor: 'recoveryCode', codesLeft: '9' } },
    ])
  })

  it('can be left by signing out, which leaves no sign-out entry', async () => {
    const { services, owner, begin } = await withApp()
    const { call } = await begin()
    await services.sessions.signOut({}, signedIn(call()))
    expect(call().actor).toBeNull()
    const filter = { person: '', action: 'UserLoggedOut', from: null, until: null } as const
    expect((await services.audit.list({ filter, offset: 0, limit: 1 }, owner)).total).toBe(0)
  })

  it('is asked in sessions that were open before the app was set up, but not in the one that did it', async () => {
    const { services, owner, clock } = await setUp()
    const person = await signedInPerson(services, owner)
    const other = await begin(services, person)
    await registerAuthenticator(services, { ...person.call(), isConfirmed: true }, clock)
    expect([person.call().factor, other.call().factor]).toEqual(['none', 'needed'])
  })

  it('is not asked while it is neither offered nor required', async () => {
    const { services, owner, begin } = await withApp()
    await requireFactor(services, owner, [], false)
    expect((await begin()).session.factor).toBe('none')
    await requireFactor(services, owner, [], true)
    expect((await begin()).session.factor).toBe('needed')
  })

  it('is not asked again when the idle lock opens', async () => {
    const { services, clock, person, app, begin } = await withApp()
    const { token } = await (await begin()).prove(app.code())
    clock.now += 6 * minute
    const call = () => services.serve.callOf(token, 'browser', false)
    expect(call().isLocked).toBe(true)
    expect(await services.sessions.unlock({ password: person.password }, signedIn(call()))).toMatchObject({
      factor: 'none',
      isLocked: false,
    })
  })
})

describe('a code', () => {
  it('works once: neither a second time, nor an older code, nor after the clock was set back', async () => {
    const { app, clock, begin } = await withApp()
    const [early, now, late] = [app.code(-30), app.code(), app.code(30)]
    await (await begin()).prove(now)
    const { prove } = await begin()
    await expect((async () => prove(now))()).rejects.toEqual(refusal('FACTOR_WRONG'))
    await expect((async () => prove(early))()).rejects.toEqual(refusal('FACTOR_WRONG'))
    await prove(late)
    clock.now -= 10 * minute
    const back = await begin()
    await expect((async () => back.prove(app.code()))()).rejects.toEqual(refusal('FACTOR_WRONG'))
    await back.prove(app.recoveryCodes[0] ?? '')
  })

  it('works for one of two who use it at once', async () => {
    const { app, begin } = await withApp()
    const tries = [await begin(), await begin()]
    const code = app.code()
    const results = await Promise.allSettled(tries.map(async ({ prove }) => prove(code)))
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('that confirmed the app does not sign in', async () => {
    const { services, owner, clock } = await setUp()
    const person = await signedInPerson(services, owner)
    const app = await registerAuthenticator(services, { ...person.call(), isConfirmed: true }, clock)
    const { prove } = await begin(services, person)
    await expect((async () => prove(app.code()))()).rejects.toEqual(refusal('FACTOR_WRONG'))
  })

  it('for recovery works once, and for one of two who use it at once', async () => {
    const { app, begin } = await withApp()
    const tries = [await begin(), await begin(), await begin()]
    const code = app.recoveryCodes[7] ?? ''
    const results = await Promise.allSettled(tries.map(async ({ prove }) => prove(code)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('typed with a space, or in small letters, is the same code', async () => {
    const { app, begin } = await withApp()
    await (await begin()).prove(` ${app.code().slice(0, 3)} ${app.code().slice(3)} `)
    await (await begin()).prove((app.recoveryCodes[0] ?? '').toLowerCase().replace('-', ' '))
  })
})

describe('guessing codes', () => {
  it('locks after ten wrong codes, also if they are the same, and the right password does not reset the count', async () => {
    const { services, owner, app, clock, begin } = await withApp()
    const wrong = app.code(3600)
    for (let guess = 0; guess < 10; guess += 1) {
      const { prove } = await begin()
      await expect((async () => prove(wrong))()).rejects.toEqual(refusal('FACTOR_WRONG'))
    }
    const { prove } = await begin()
    await expect((async () => prove(app.code()))()).rejects.toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
      data: { seconds: 60 },
    })
    await expect((async () => prove(app.recoveryCodes[0] ?? ''))()).rejects.toEqual(refusal('TOO_MANY_ATTEMPTS'))
    expect(await reasonsOf(services, owner)).toEqual(['locked', 'locked', ...Array(10).fill('wrongCode')])
    clock.now += minute
    await prove(app.code())
    expect(services.policies.locked({}, owner)).toEqual({ people: [] })
  })

  it('counts recovery codes too, tells admins who is locked, and an admin unlocks', async () => {
    const { services, owner, app, person, begin } = await withApp()
    for (let guess = 0; guess < 10; guess += 1) {
      const { prove } = await begin()
      await expect((async () => prove(`00000-0000${guess}`))()).rejects.toEqual(refusal('FACTOR_WRONG'))
    }
    expect(await services.policies.locked({}, owner)).toMatchObject({
      people: [{ username: person.username, door: 'browser', failures: 10 }],
    })
    await services.policies.unlock({ userId: person.id }, owner)
    await (await begin()).prove(app.code())
  })
})

describe('somebody whose role requires it', () => {
  async function withRequired() {
    const test = await setUp()
    await requireFactor(test.services, test.owner, ['helpdeskAdministrator'])
    const helper = await addPerson(test.services, test.owner, { roles: ['helpdeskAdministrator'] })
    const password = await resetAndRead(test.services, test.owner, helper.id)
    return { ...test, helper: { ...helper, password } }
  }

  it('sets an app up right after the password, then goes on to the forced change', async () => {
    const { services, helper, clock } = await withRequired()
    const { session, call, token } = await begin(services, helper)
    expect(session).toMatchObject({ factor: 'mustRegister', mustChange: true })
    expect(call(), 'the password was typed a moment ago').toMatchObject({ isConfirmed: true })
    const { recoveryCodes } = await registerAuthenticator(services, signedIn(call()), clock)
    expect(recoveryCodes).toHaveLength(10)
    expect(services.sessions.current({}, signedIn(call()))).toMatchObject({ factor: 'none', mustChange: true })
    await services.passwords.changeForced({ newPassword: 'Green-Field-77-hat' }, signedIn(call()))
    expect(services.serve.callOf(token, 'browser', true)).toMatchObject({ factor: 'none' })
  })

  it('signs in when the app is set up, which is written down once, and not for an app set up later', async () => {
    const { services, owner, helper, clock } = await withRequired()
    const filter = { ...everyEntry, action: 'UserLoggedIn' } as const
    const signInsOf = async (username: string) =>
      (await services.audit.list({ filter: { ...filter, person: username }, offset: 0, limit: 50 }, owner)).entries
    const { call } = await begin(services, helper)
    await registerAuthenticator(services, signedIn(call()), clock)
    expect(await signInsOf(helper.username)).toMatchObject([{ detail: { factor: 'authenticator' } }])
    const person = await signedInPerson(services, owner)
    const before = (await signInsOf(person.username)).length
    await registerAuthenticator(services, { ...person.call(), isConfirmed: true }, clock)
    expect(await signInsOf(person.username)).toHaveLength(before)
  })

  it('is told when the session ends: in hours, and in minutes while the app is still to be set up', async () => {
    const { services, helper, owner, clock } = await withRequired()
    const waiting = await begin(services, helper)
    expect(waiting.session.endsAt).toBe(clock.now + 10 * minute)
    const { sessionHours } = (await services.policies.get({}, owner)).policies.signIn
    await registerAuthenticator(services, signedIn(waiting.call()), clock)
    expect((await services.sessions.current({}, signedIn(waiting.call()))).endsAt).toBe(
      clock.now + sessionHours * 60 * minute,
    )
    clock.now += minute
    const plain = await signedInPerson(services, owner)
    expect((await services.sessions.current({}, plain.call())).endsAt).toBe(clock.now + sessionHours * 60 * minute)
  })

  it('is asked in an open session too, from the moment the role or the rule comes', async () => {
    const { services, owner, clock } = await setUp()
    const person = await signedInPerson(services, owner, ['globalReader'])
    expect(person.call().factor).toBe('none')
    await requireFactor(services, owner, ['globalReader'])
    expect(person.call()).toMatchObject({ factor: 'mustRegister', isConfirmed: false })
    clock.now += 10 * minute
    expect(person.isSignedIn()).toBe(false)
  })

  it('is shown before the rule is saved', async () => {
    const { services, owner, clock } = await setUp()
    const reader = await signedInPerson(services, owner, ['globalReader'])
    const proved = await signedInPerson(services, owner, ['globalReader'])
    await registerAuthenticator(services, { ...proved.call(), isConfirmed: true }, clock)
    const { policies } = await services.policies.get({}, owner)
    const next = (requiredRoles: readonly 'globalReader'[], isOffered: boolean) => ({
      ...policies,
      signIn: { ...policies.signIn, secondFactor: { isOffered, requiredRoles } },
    })
    const required = await services.policies.preview(next(['globalReader'], true), owner)
    expect(required.impacts).toMatchObject([{ kind: 'mustRegister', count: 1, people: [{ id: reader.id }] }])
    const off = await services.policies.preview(next([], false), owner)
    expect(off.impacts).toMatchObject([{ kind: 'factorStops', count: 1, people: [{ id: proved.id }] }])
  })
})

describe('where no keychain is', () => {
  it('the password of a global admin opens the vault, and only the code opens the session', async () => {
    const { owner, clock, services, restart } = await setUp({ keychain: noKeychain })
    const app = await registerAuthenticator(services, owner, clock)
    clock.now += minute
    const again = await restart()
    expect(again.vault.state()).toBe('locked')
    const { session, prove, call } = await begin(again, { username: ownerName, password: ownerPassword })
    expect([again.vault.state(), session.factor]).toEqual(['open', 'needed'])
    expect(call().factor).toBe('needed')
    expect((await prove(app.code())).session).toMatchObject({ username: ownerName, factor: 'none' })
  })
})

describe('the command line', () => {
  it('asks for the code, and refuses without it', async () => {
    const { services, app, person } = await withApp()
    const ask = (code: string) => services.callAs(person.username, person.password, async () => code)
    await expect(ask('000000')).rejects.toEqual(refusal('FACTOR_WRONG'))
    await expect(services.callAs(person.username, person.password)).rejects.toEqual(refusal('FACTOR_NEEDED'))
    expect((await ask(app.code())).actor?.username).toBe(person.username)
    await expect(ask(app.code())).rejects.toEqual(refusal('FACTOR_WRONG'))
    expect((await ask(app.recoveryCodes[0] ?? '')).actor?.id).toBe(person.id)
  })

  it('sends somebody who must set an app up to the window', async () => {
    const { services, owner } = await setUp()
    await requireFactor(services, owner, ['globalAdministrator'])
    await expect(services.callAs(ownerName, ownerPassword)).rejects.toEqual(refusal('REGISTRATION_NEEDED'))
  })
})
