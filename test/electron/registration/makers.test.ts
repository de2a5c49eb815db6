import { describe, expect, it } from 'vitest'
import type { Call, SignedInCall } from '../../../electron/rpc/call.ts'
import type { Services } from '../../../electron/services.ts'
import type { UserId } from '../../../shared/ids.ts'
import { linkIn } from '../../support/mailed-link.ts'
import { linkDesk } from '../../support/reset-links.ts'
import { registerAuthenticator } from '../../support/second-factor.ts'
import { begin, deskCode, mailedCode, prove, registerQuestions, selfServiceFor } from '../../support/self-service.ts'
import { signedIn } from '../../support/signed-in.ts'
import { nobody, setUp, signedInPerson } from '../../support/test-services.ts'

const sure = (call: Call): Call => ({ ...call, isConfirmed: true })
const newPassword = 'Green-Valley-77-tree'

type Fall = (services: Services, owner: SignedInCall, maker: UserId) => unknown
const falls: readonly [name: string, fall: Fall][] = [
  ['demoted', (services, owner, userId) => services.roles.set({ userId, roles: ['reportsReader'] }, owner)],
  ['blocked', (services, owner, id) => services.users.block({ id, isBlocked: true }, owner)],
  ['deleted', (services, owner, id) => services.users.deleteMany({ ids: [id] }, owner)],
]

async function withMaker() {
  const desk = await setUp()
  const { services, owner } = desk
  await services.policies.save(selfServiceFor({ methods: ['questions', 'authenticator', 'deskCode'] }), owner)
  const maker = await signedInPerson(services, owner, ['authenticationAdministrator'])
  const person = await signedInPerson(services, owner)
  const makePass = async () => {
    const asked = { userId: person.id, minutes: 60, isOnce: false }
    return (await services.passes.create(asked, signedIn(sure(maker.call())))).pass
  }
  const enter = async (password: string) =>
    (await services.sessions.signIn({ username: person.username, password }, nobody)).token
  const methods = async () => (await services.registration.of({ userId: person.id }, owner)).methods
  return { ...desk, maker, person, makePass, enter, methods }
}

describe.each(falls)('what an admin handed out who has been %s since', (_, fall) => {
  it('opens no session by a pass, and ends the one that it opened', async () => {
    const { services, owner, maker, makePass, enter } = await withMaker()
    const pass = await makePass()
    const token = await enter(pass)
    expect(services.serve.callOf(token, 'browser', false).actor).not.toBeNull()
    await fall(services, owner, maker.id)
    expect(services.serve.callOf(token, 'browser', false).actor).toBeNull()
    await expect(enter(pass)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  })

  it('does not prove anything by a code from the desk', async () => {
    const { services, owner, maker, person } = await withMaker()
    const code = deskCode(services, signedIn(sure(maker.call())), person.id)
    await fall(services, owner, maker.id)
    const attempt = await begin(services, person.username)
    await expect(prove(services, attempt, { method: 'deskCode', code })).rejects.toMatchObject({ code: 'PROOF_WRONG' })
  })

  it('opens nothing by a link, and ends the run that a link began', async () => {
    const { services, owner, person, arrived, spend } = await linkDesk()
    const maker = await signedInPerson(services, owner, ['authenticationAdministrator'])
    const send = async () => {
      await services.links.send({ selection: { kind: 'users', ids: [person.id] } }, signedIn(sure(maker.call())))
      await services.mail.work()
      return linkIn(arrived.at(-1)).token
    }
    const { attempt } = (await spend(await send())).json
    const second = await send()
    await fall(services, owner, maker.id)
    expect((await spend(second)).json).toMatchObject({ code: 'LINK_GONE' })
    const finish = services.recovery.finish({ attempt, newPassword }, nobody)
    await expect(finish).rejects.toMatchObject({ code: 'ATTEMPT_GONE' })
  })
})

describe('what was registered by a pass', () => {
  it('resets a password only while its maker could make that pass: they may have used it themselves', async () => {
    const { services, owner, maker, person, makePass, enter, methods, clock } = await withMaker()
    const inside = async () => services.serve.callOf(await enter(await makePass()), 'browser', false)
    await registerQuestions(services, signedIn(await inside()))
    await registerAuthenticator(services, signedIn(await inside()), clock)
    expect(await methods()).toEqual(['authenticator', 'recoveryCode', 'questions'])
    await services.roles.set({ userId: maker.id, roles: ['reportsReader'] }, owner)
    expect(await methods()).toEqual([])
    await services.roles.set({ userId: maker.id, roles: ['authenticationAdministrator'] }, owner)
    await services.roles.set({ userId: person.id, roles: ['globalAdministrator'] }, owner)
    expect(await methods()).toEqual([])
    // What is registered with the person's own password counts as their own.
    const { token } = await services.sessions.signIn(person, nobody)
    const own = { ...services.serve.callOf(token, 'browser', false), factor: 'none', isConfirmed: true } as const
    await registerAuthenticator(services, signedIn(own), clock)
    expect(await methods()).toEqual(['authenticator'])
    services.methods.createRecoveryCodes({}, signedIn(own))
    expect(await methods()).toEqual(['authenticator', 'recoveryCode'])
  })

  it('does not prove an address either', async () => {
    const { services, owner, arrived } = await linkDesk()
    await services.policies.save(selfServiceFor(), owner)
    const maker = await signedInPerson(services, owner, ['authenticationAdministrator'])
    const person = await signedInPerson(services, owner)
    const asked = { userId: person.id, minutes: 60, isOnce: false }
    const { pass } = await services.passes.create(asked, signedIn(sure(maker.call())))
    const { token } = await services.sessions.signIn({ username: person.username, password: pass }, nobody)
    const inside = () => services.serve.callOf(token, 'browser', false)
    services.registration.startEmail({ address: 'mine@evil.test' }, signedIn(inside()))
    await services.mail.work()
    services.registration.confirmEmail({ code: mailedCode(arrived.slice(-1)) }, signedIn(inside()))
    const methods = async () => (await services.registration.of({ userId: person.id }, owner)).methods
    expect(await methods()).toEqual(['email'])
    await services.roles.set({ userId: person.id, roles: ['globalAdministrator'] }, owner)
    expect(await methods()).toEqual([])
  })
})
