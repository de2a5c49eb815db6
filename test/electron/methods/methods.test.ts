import { describe, expect, it } from 'vitest'
import type { UserId } from '../../../shared/ids.ts'
import { registerAuthenticator, requireFactor } from '../../support/second-factor.ts'
import { signedIn } from '../../support/signed-in.ts'
import { addPerson, nobody, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'

const minute = 60_000
const code = (error: string) => ({ code: error })

async function withApp() {
  const test = await setUp()
  const person = await signedInPerson(test.services, test.owner)
  const call = () => ({ ...person.call(), isConfirmed: true })
  const app = await registerAuthenticator(test.services, call(), test.clock)
  return { ...test, person, call, app }
}

describe('setting an authenticator app up', () => {
  it('counts only once a code of it was typed, and hands ten recovery codes out', async () => {
    const { services, owner, clock } = await setUp()
    expect(services.methods.mine({}, owner)).toEqual({
      authenticatorSince: null,
      recoveryCodesLeft: 0,
      isRequired: false,
      isOffered: true,
    })
    services.methods.startAuthenticator({}, owner)
    expect(services.methods.mine({}, owner)).toMatchObject({ authenticatorSince: null })
    expect(() => services.methods.confirmAuthenticator({ code: '000000' }, owner)).toThrow(
      expect.objectContaining(code('FACTOR_WRONG')),
    )
    const { recoveryCodes } = await registerAuthenticator(services, owner, clock)
    expect(recoveryCodes).toHaveLength(10)
    expect(services.methods.mine({}, owner)).toMatchObject({ authenticatorSince: clock.now, recoveryCodesLeft: 10 })
  })

  it('takes ten minutes at most, and must have been started', async () => {
    const { services, owner, clock } = await setUp()
    expect(() => services.methods.confirmAuthenticator({ code: '123456' }, owner)).toThrow(
      expect.objectContaining(code('REGISTRATION_OVER')),
    )
    services.methods.startAuthenticator({}, owner)
    clock.now += 10 * minute
    expect(() => services.methods.confirmAuthenticator({ code: '123456' }, owner)).toThrow(
      expect.objectContaining(code('REGISTRATION_OVER')),
    )
  })

  it('leaves the old app in force until the new one is proved, and the recovery codes as they are', async () => {
    const { services, app, call, clock, person } = await withApp()
    services.methods.startAuthenticator({}, call())
    clock.now += minute
    const { token } = await services.sessions.signIn(person, nobody)
    const pending = () => services.serve.callOf(token, 'browser', false)
    await services.sessions.proveFactor({ code: app.code() }, signedIn(pending()))
    const next = await registerAuthenticator(services, call(), clock)
    expect(next.recoveryCodes, 'codes are left').toEqual([])
    clock.now += minute
    const again = await services.sessions.signIn(person, nobody)
    const againCall = services.serve.callOf(again.token, 'browser', false)
    expect(() => services.sessions.proveFactor({ code: app.code() }, signedIn(againCall))).toThrow(
      expect.objectContaining(code('FACTOR_WRONG')),
    )
    services.sessions.proveFactor({ code: next.code() }, signedIn(againCall))
  })

  it('is refused where it is neither offered nor required', async () => {
    const { services, owner } = await setUp()
    await requireFactor(services, owner, ['globalReader'], false)
    expect(() => services.methods.startAuthenticator({}, owner)).toThrow(expect.objectContaining(code('NOT_ALLOWED')))
    const reader = await signedInPerson(services, owner)
    await services.roles.set({ userId: reader.id, roles: ['globalReader'] }, owner)
    const call = services.sessions.callFor(reader.id, 'browser')
    const { secret } = await services.methods.startAuthenticator({}, call)
    expect(secret).toHaveLength(32)
  })

  it('keeps neither seed nor codes readable in the store', async () => {
    const { services, app, dataDir } = await withApp()
    await services.close()
    const { readFileSync, readdirSync } = await import('node:fs')
    for (const file of readdirSync(dataDir)) {
      const bytes = readFileSync(`${dataDir}/${file}`)
      for (const secret of [app.secret, ...app.recoveryCodes, ...app.recoveryCodes.map((one) => one.replace('-', ''))])
        expect(bytes.includes(secret), file).toBe(false)
    }
  })
})

describe('taking it away', () => {
  it('is up to the person, unless a role requires it', async () => {
    const { services, owner, person } = await withApp()
    const call = () => services.sessions.callFor(person.id, 'browser')
    await requireFactor(services, owner, ['globalReader'])
    await services.roles.set({ userId: person.id, roles: ['globalReader'] }, owner)
    expect(() => services.methods.removeAuthenticator({}, call())).toThrow(
      expect.objectContaining(code('FACTOR_REQUIRED')),
    )
    await services.roles.set({ userId: person.id, roles: [] }, owner)
    services.methods.removeAuthenticator({}, call())
    expect(services.methods.mine({}, call())).toMatchObject({ authenticatorSince: null, recoveryCodesLeft: 0 })
    expect(() => services.methods.removeAuthenticator({}, call())).toThrow(expect.objectContaining(code('NOT_FOUND')))
    expect(() => services.methods.createRecoveryCodes({}, call())).toThrow(expect.objectContaining(code('NOT_FOUND')))
  })

  it('can be done by another admin who may reset this person, and is written down', async () => {
    const { services, owner, person, call } = await withApp()
    const helper = await signedInPerson(services, owner, ['passwordAdministrator'])
    const admin = await signedInPerson(services, owner, ['userAdministrator'])
    const remove = (by: typeof helper, userId: typeof person.id) => () =>
      services.methods.removeFor({ userId }, { ...by.call(), isConfirmed: true })
    expect(services.methods.of({ userId: person.id }, helper.call())).toMatchObject({ recoveryCodesLeft: 10 })
    expect(remove(helper, admin.id)).toThrow(expect.objectContaining(code('NOT_ALLOWED')))
    expect(remove(helper, helper.id)).toThrow(expect.objectContaining(code('OWN_ACCOUNT')))
    remove(helper, person.id)()
    expect(services.methods.mine({}, call())).toMatchObject({ authenticatorSince: null, recoveryCodesLeft: 0 })
    expect(remove(helper, person.id)).toThrow(expect.objectContaining(code('NOT_FOUND')))
    const filter = { person: '', action: 'Admin deleted security info.', from: null, until: null } as const
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 9 }, owner)
    expect(entries).toMatchObject([{ actor: helper.username, target: person.username, result: 'success' }])
    const { session } = await services.sessions.signIn(person, nobody)
    expect(session.factor).toBe('none')
  })

  it('is done to whoever is deleted, so that a restored user sets an app up again', async () => {
    const { services, owner, person } = await withApp()
    await services.users.deleteMany({ ids: [person.id] }, owner)
    await services.passwords.restore({ userId: person.id, username: null, style: 'strong', language: 'en' }, owner)
    expect(services.methods.of({ userId: person.id }, owner)).toMatchObject({
      authenticatorSince: null,
      recoveryCodesLeft: 0,
    })
  })
})

describe('recovery codes', () => {
  it('are replaced all at once', async () => {
    const { services, call, app, person, clock } = await withApp()
    const { recoveryCodes } = await services.methods.createRecoveryCodes({}, call())
    expect(recoveryCodes).toHaveLength(10)
    expect(app.recoveryCodes.some((one) => recoveryCodes.includes(one))).toBe(false)
    clock.now += minute
    const { token } = await services.sessions.signIn(person, nobody)
    const pending = services.serve.callOf(token, 'browser', false)
    const prove = (typed: string) => () => services.sessions.proveFactor({ code: typed }, signedIn(pending))
    expect(prove(app.recoveryCodes[0] ?? '')).toThrow(expect.objectContaining(code('FACTOR_WRONG')))
    prove(recoveryCodes[9]?.toLowerCase() ?? '')()
    expect(services.methods.mine({}, call())).toMatchObject({ recoveryCodesLeft: 9 })
  })

  it('of one person are of no use to another', async () => {
    const { services, owner, clock, app } = await withApp()
    const other = await addPerson(services, owner)
    const password = await resetAndRead(services, owner, other.id, false)
    const { token: first } = await services.sessions.signIn({ username: other.username, password }, nobody)
    await registerAuthenticator(services, signedIn(services.serve.callOf(first, 'browser', false)), clock)
    const { token } = await services.sessions.signIn({ username: other.username, password }, nobody)
    const pending = services.serve.callOf(token, 'browser', false)
    expect(() => services.sessions.proveFactor({ code: app.recoveryCodes[0] ?? '' }, signedIn(pending))).toThrow(
      expect.objectContaining(code('FACTOR_WRONG')),
    )
  })
})

it('the methods of somebody who does not exist are neither shown nor removed', async () => {
  const { services, owner } = await setUp()
  const userId = 999 as UserId
  const missing = expect.objectContaining({ code: 'NOT_FOUND', data: { what: 'user' } })
  expect(() => services.methods.of({ userId }, owner)).toThrow(missing)
  expect(() => services.methods.removeFor({ userId }, owner)).toThrow(missing)
})
