import { describe, expect, it } from 'vitest'
import type { UserId } from '../../../shared/ids.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { registerAuthenticator } from '../../support/second-factor.ts'
import { selfServiceFor } from '../../support/self-service.ts'
import { signedIn } from '../../support/signed-in.ts'
import { addPerson, nobody, setUp, signedInPerson } from '../../support/test-services.ts'

async function withPass(more: { minutes?: number; isOnce?: boolean } = {}) {
  const world = await setUp()
  const person = await signedInPerson(world.services, world.owner)
  const { pass } = await world.services.passes.create(
    { userId: person.id, minutes: more.minutes ?? 60, isOnce: more.isOnce ?? false },
    world.owner,
  )
  const enter = async (typed = pass) => {
    const { token } = await world.services.sessions.signIn({ username: person.username, password: typed }, nobody)
    return world.services.serve.callOf(token, 'browser', false)
  }
  return { ...world, person, pass, enter }
}
const failed = { code: 'SIGN_IN_FAILED' }

describe('a Temporary Access Pass', () => {
  it('signs in to register methods, to do nothing else, and ends with the first app', async () => {
    const { services, enter, pass, person, clock } = await withPass()
    expect(pass).toHaveLength(8)
    const call = await enter(`${pass.slice(0, 4).toLowerCase()} ${pass.slice(4)}`)
    expect(call).toMatchObject({ factor: 'mustRegister', isConfirmed: true })
    expect((await services.registration.mine({}, signedIn(call))).isEnabled).toBe(false)
    const app = await registerAuthenticator(services, signedIn(call), clock)
    expect(app.recoveryCodes).toHaveLength(10)
    expect(services.serve.callOf(call.token, 'browser', false).actor).toBeNull()
    // The password stays what it was, and now asks for the app.
    const { session } = await services.sessions.signIn({ username: person.username, password: person.password }, nobody)
    expect(session.factor).toBe('needed')
  })

  it('lives as long as it was made for, and its session no longer', async () => {
    const { services, enter, clock } = await withPass({ minutes: 10 })
    clock.now += 8 * 60_000
    const call = await enter()
    expect(services.sessions.current({}, signedIn(call))).toMatchObject({ endsAt: clock.now + 2 * 60_000 })
    clock.now += 2 * 60_000
    expect(services.serve.callOf(call.token, 'browser', false).actor).toBeNull()
    await expect(enter()).rejects.toMatchObject(failed)
  })

  it('works once where it is to, also for two at the same time', async () => {
    const { enter } = await withPass({ isOnce: true })
    const tries = await Promise.allSettled([enter(), enter()])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('is guessed at no more often at once than one after the other', async () => {
    const { services, person } = await withPass()
    const guess = (at: number) => {
      const password = `ABCDEF${'GHJKMNPQ'.charAt(at >> 3)}${'GHJKMNPQ'.charAt(at & 7)}`
      return services.sessions.signIn({ username: person.username, password }, nobody)
    }
    const tries = await Promise.allSettled(Array.from({ length: 30 }, (_, at) => guess(at)))
    const codes = tries.map((one) => (one.status === 'rejected' ? one.reason.code : 'let in'))
    expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(defaultPolicies.lockout.threshold)
    expect(codes.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(30 - defaultPolicies.lockout.threshold)
  })

  it('is replaced by a new one, and taken away', async () => {
    const { services, owner, person, pass, enter } = await withPass()
    const { pass: next } = await services.passes.create({ userId: person.id, minutes: 60, isOnce: false }, owner)
    await expect(enter(pass)).rejects.toMatchObject(failed)
    await enter(next)
    expect(services.passes.of({ userId: person.id }, owner)).toMatchObject({ isOnce: false })
    services.passes.remove({ userId: person.id }, owner)
    expect(services.passes.of({ userId: person.id }, owner)).toMatchObject({ endsAt: null })
    await expect(enter(next)).rejects.toMatchObject(failed)
  })

  it('lets nobody in who is blocked', async () => {
    const { services, owner, person, enter } = await withPass()
    services.users.block({ id: person.id, isBlocked: true }, owner)
    await expect(enter()).rejects.toMatchObject(failed)
  })

  it.each(['blocked', 'deleted'] as const)('is worth nothing once whoever made it is %s', async (fate) => {
    const { services, owner } = await setUp()
    const maker = await signedInPerson(services, owner, ['authenticationAdministrator'])
    const person = await signedInPerson(services, owner)
    const { pass } = await services.passes.create({ userId: person.id, minutes: 60, isOnce: false }, maker.call())
    const enter = async () => services.sessions.signIn({ username: person.username, password: pass }, nobody)
    const { token } = await enter()
    if (fate === 'blocked') await services.users.block({ id: maker.id, isBlocked: true }, owner)
    else await services.users.deleteMany({ ids: [maker.id] }, owner)
    expect(services.serve.callOf(token, 'browser', false).actor, 'its session, too').toBeNull()
    await expect(enter()).rejects.toMatchObject(failed)
  })

  it('is made by those whom Microsoft lets, never for oneself, never for longer than the policy', async () => {
    const { services, owner, ownerId } = await setUp()
    const person = await addPerson(services, owner)
    const make = (userId: UserId, call = owner, minutes = 60) =>
      services.passes.create({ userId, minutes, isOnce: false }, call)
    await expect(make(ownerId)).rejects.toMatchObject({ code: 'OWN_ACCOUNT' })
    await expect(make(person.id, owner, 481)).rejects.toMatchObject({ code: 'FIELD_INVALID' })
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    await expect(make(person.id, helper.call())).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    const authentication = await signedInPerson(services, owner, ['authenticationAdministrator'])
    await make(person.id, authentication.call())
    await expect(make(ownerId, authentication.call())).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await services.policies.save(selfServiceFor({ isPassOnce: true }), owner)
    await make(person.id)
    expect(services.passes.of({ userId: person.id }, owner)).toMatchObject({ isOnce: true })
  })
  it('is made for and taken from nobody who does not exist', async () => {
    const { services, owner } = await setUp()
    const userId = 999 as UserId
    const missing = { code: 'NOT_FOUND', data: { what: 'user' } }
    await expect(services.passes.create({ userId, minutes: 60, isOnce: false }, owner)).rejects.toMatchObject(missing)
    expect(() => services.passes.remove({ userId }, owner)).toThrow(expect.objectContaining(missing))
  })

  it('lets nobody in under a name that nobody has', async () => {
    const { services, pass, enter } = await withPass()
    const stranger = { username: 'nobody@nordwind.test', password: pass }
    await expect(services.sessions.signIn(stranger, nobody)).rejects.toMatchObject(failed)
    expect(await enter()).toMatchObject({ factor: 'mustRegister' })
  })
})
