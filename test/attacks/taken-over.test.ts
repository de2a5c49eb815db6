import { describe, expect, it } from 'vitest'
import type { UserId } from '../../shared/ids.ts'
import { codeAt } from '../support/second-factor.ts'
import { begin, deskCode, prove, selfServiceFor } from '../support/self-service.ts'
import { signedIn } from '../support/signed-in.ts'
import { nobody, setUp, signedInPerson } from '../support/test-services.ts'

const chosen = 'Quiet-River-77-stone'
const typed = { kind: 'typed', password: 'Typed-Harbour-77-lamp' } as const
const wanted = (userId: UserId) => ({ userId, roles: ['globalAdministrator'] as const })

/** Somebody who has never signed in, and a helper who may hand out passwords. */
async function office() {
  const test = await setUp()
  const { services, owner } = test
  const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
  const input = { username: 'hire@nordwind.test', displayName: 'Hire', contact: {}, language: null }
  const { id } = await services.users.add(input, owner)
  return { ...test, helperCall: () => ({ ...helper.call(), isConfirmed: true }), id, username: input.username }
}

describe('whoever used a person’s first password before them does not gain the person’s new role', () => {
  it('with the password that they chose after a temporary one', async () => {
    const { services, owner, helperCall, id, username } = await office()
    await services.passwords.reset({ userId: id, choice: typed, mustChange: true }, helperCall())
    const { token } = await services.sessions.signIn({ username, password: typed.password }, nobody)
    await services.passwords.changeForced(
      { newPassword: chosen },
      signedIn(services.serve.callOf(token, 'browser', false)),
    )
    await expect(async () => services.roles.set(wanted(id), owner)).rejects.toMatchObject({ code: 'PASSWORD_KNOWN' })
    // With a new password in the same step only the promoter knows it.
    await services.roles.set({ ...wanted(id), reset: { style: 'strong', language: 'en' } }, owner)
    const signIn = services.sessions.signIn({ username, password: chosen }, nobody)
    await expect(signIn).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  })

  it('with a code from the desk', async () => {
    const { services, owner, helperCall, id, username } = await office()
    await services.policies.save(selfServiceFor({ methods: ['deskCode'], required: 1 }), owner)
    await services.passwords.reset({ userId: id, choice: typed, mustChange: true }, owner)
    const code = deskCode(services, helperCall(), id)
    const attempt = await begin(services, username)
    await prove(services, attempt, { method: 'deskCode', code })
    await services.recovery.finish({ attempt, newPassword: chosen }, nobody)
    await expect(async () => services.roles.set(wanted(id), owner)).rejects.toMatchObject({ code: 'PASSWORD_KNOWN' })
  })

  it('with an app that they set up meanwhile, though somebody else has reset the password since', async () => {
    const { services, owner, helperCall, id, username, clock } = await office()
    await services.passwords.reset({ userId: id, choice: typed, mustChange: true }, helperCall())
    const { token } = await services.sessions.signIn({ username, password: typed.password }, nobody)
    const call = () => services.serve.callOf(token, 'browser', false)
    await services.passwords.changeForced({ newPassword: chosen }, signedIn(call()))
    const { secret } = await services.methods.startAuthenticator({}, signedIn(call()))
    await services.methods.confirmAuthenticator({ code: codeAt(secret, clock.now) }, signedIn(call()))
    await services.passwords.reset(
      { userId: id, choice: { kind: 'typed', password: 'Other-Harbour-78-lamp' }, mustChange: true },
      owner,
    )
    const methods = async () => (await services.registration.of({ userId: id }, owner)).methods
    expect(await methods(), 'of somebody without a role it counts').toEqual(['authenticator', 'recoveryCode'])
    await services.roles.set(wanted(id), owner)
    expect(await methods()).toEqual([])
  })

  it('whoever knows a password and could reset its person afterwards does not stop the promotion', async () => {
    const { services, owner, id, username } = await office()
    await services.passwords.reset({ userId: id, choice: typed, mustChange: true }, owner)
    const { token } = await services.sessions.signIn({ username, password: typed.password }, nobody)
    await services.passwords.changeForced(
      { newPassword: chosen },
      signedIn(services.serve.callOf(token, 'browser', false)),
    )
    expect(await services.roles.set(wanted(id), owner)).toMatchObject({ roles: ['globalAdministrator'] })
  })
})
