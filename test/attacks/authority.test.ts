import { describe, expect, it } from 'vitest'
import { createCaller } from '../../electron/rpc/caller.ts'
import type { Services } from '../../electron/services.ts'
import type { UserId } from '../../shared/ids.ts'
import { addPerson, nobody, resetAndRead, setUp, signedInPerson } from '../support/test-services.ts'
import { withoutApproval } from '../support/without-approval.ts'

const typed = { kind: 'typed', password: 'Typed-Harbour-77-lamp' } as const
const generate = { style: 'strong', language: 'en' } as const

type Admin = Awaited<ReturnType<typeof signedInPerson>>
const confirmedCall = (admin: Admin) => ({ ...admin.call(), isConfirmed: true })

function promoted(services: Services, owner: Parameters<Services['roles']['set']>[1], userId: UserId) {
  return () => services.roles.set({ userId, roles: ['globalAdministrator'] }, owner)
}

describe('somebody who knows a person’s password does not gain the role that the person is given', () => {
  it('not with the temporary password that they gave out', async () => {
    const { services, owner } = await setUp()
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const hire = await addPerson(services, owner)
    const password = await resetAndRead(services, helper.call(), hire.id)
    expect(promoted(services, owner, hire.id)).toThrow(
      expect.objectContaining({ code: 'PASSWORD_KNOWN', data: { names: [expect.stringContaining('Person')] } }),
    )
    const { roles, ticket } = await services.roles.set(
      { userId: hire.id, roles: ['globalAdministrator'], reset: generate },
      owner,
    )
    expect(roles).toEqual(['globalAdministrator'])
    const signIn = services.sessions.signIn({ username: hire.username, password }, nobody)
    await expect(signIn, 'what the helper knows opens nothing any more').rejects.toMatchObject({
      code: 'SIGN_IN_FAILED',
    })
    // Only the promoter can read the new password, the helper can't.
    const secretIds = [ticket?.secretId as never]
    expect(() => services.passwords.reveal({ secretIds }, helper.call())).toThrow('NOT_ALLOWED')
    const { passwords } = await services.passwords.reveal({ secretIds }, owner)
    const fresh = { username: hire.username, password: passwords[0]?.password ?? '' }
    expect((await services.sessions.signIn(fresh, nobody)).session).toMatchObject({ mustChange: true })
  })

  it('not with a password that they typed, however long ago, nor with one that they read', async () => {
    const { services, owner, clock } = await setUp()
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const [one, other] = [await addPerson(services, owner), await addPerson(services, owner)]
    await services.passwords.reset({ userId: one.id, choice: typed, mustChange: false }, helper.call())
    const choice = { kind: 'generate', ...generate } as const
    const { secretId } = withoutApproval(
      await services.passwords.reset({ userId: other.id, choice, mustChange: true }, owner),
    )
    services.passwords.reveal({ secretIds: [secretId] }, helper.call())
    clock.now += 60 * 86_400_000
    expect(promoted(services, owner, one.id)).toThrow('PASSWORD_KNOWN')
    expect(promoted(services, owner, other.id)).toThrow('PASSWORD_KNOWN')
  })

  it('not with a password of a bulk reset, nor after their own account is deleted', async () => {
    const { services, owner } = await setUp()
    const helper = await signedInPerson(services, owner, ['userAdministrator'])
    const people = [await addPerson(services, owner), await addPerson(services, owner)]
    const selection = { kind: 'users', ids: people.map(({ id }) => id) } as const
    const { jobId } = withoutApproval(
      await services.passwords.resetMany({ selection, ...generate, mustChange: true }, confirmedCall(helper)),
    )
    await services.jobs.finished(jobId)
    expect(promoted(services, owner, people[0]?.id as UserId)).toThrow('PASSWORD_KNOWN')
    services.users.deleteMany({ ids: [helper.id] }, owner)
    expect(promoted(services, owner, people[1]?.id as UserId)).toThrow('PASSWORD_KNOWN')
  })

  it('not with a session that they opened before the role was given', async () => {
    const { services, owner } = await setUp()
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const hire = await addPerson(services, owner)
    const password = await resetAndRead(services, helper.call(), hire.id, false)
    const { token } = await services.sessions.signIn({ username: hire.username, password }, nobody)
    await services.roles.set({ userId: hire.id, roles: ['globalAdministrator'], reset: generate }, owner)
    expect(services.serve.callOf(token, 'browser', false).actor).toBeNull()
    const person = await signedInPerson(services, owner)
    await services.roles.set({ userId: person.id, roles: ['globalReader'] }, owner)
    expect(person.isSignedIn(), 'whoever uses the session signs in again').toBe(false)
  })

  it('not when a role is widened, and not through a link that was sent before', async () => {
    const { services, owner } = await setUp()
    const helper = await signedInPerson(services, owner, ['passwordAdministrator'])
    const person = await addPerson(services, owner, { roles: ['passwordAdministrator'] })
    await resetAndRead(services, confirmedCall(helper), person.id)
    expect(promoted(services, owner, person.id)).toThrow('PASSWORD_KNOWN')
  })

  it('but stops nobody who could reset the person anyway, nor a person whose password nobody knows', async () => {
    const { services, owner } = await setUp()
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const [hire, reader, person] = [
      await addPerson(services, owner),
      await addPerson(services, owner),
      await signedInPerson(services, owner),
    ]
    await resetAndRead(services, owner, hire.id)
    await resetAndRead(services, helper.call(), reader.id)
    promoted(services, owner, hire.id)()
    services.roles.set({ userId: reader.id, roles: ['reportsReader'] }, owner)
    expect(promoted(services, owner, reader.id)).toThrow('PASSWORD_KNOWN')
    promoted(services, owner, person.id)()
  })

  it('is refused with the names of those who know the password, so that the screen can show them', async () => {
    const { services, owner } = await setUp()
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const hire = await addPerson(services, owner)
    await resetAndRead(services, helper.call(), hire.id)
    const caller = createCaller(services.serve, () => owner)
    const { displayName } = await services.users.get({ id: helper.id }, owner)
    await expect(caller.roles.set({ userId: hire.id, roles: ['globalReader'] })).rejects.toMatchObject({
      code: 'PASSWORD_KNOWN',
      data: { names: [displayName] },
    })
    expect(await services.users.get({ id: hire.id }, owner)).toMatchObject({ roles: [] })
  })
})
