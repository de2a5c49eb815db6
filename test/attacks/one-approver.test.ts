import { describe, expect, it } from 'vitest'
import type { Call, SignedInCall } from '../../electron/rpc/call.ts'
import { createCaller } from '../../electron/rpc/caller.ts'
import type { Services } from '../../electron/services.ts'
import type { GroupId, RequestId, UserId } from '../../shared/ids.ts'
import { codeAt } from '../support/second-factor.ts'
import { signedIn } from '../support/signed-in.ts'
import { jump } from '../support/test-clocks.ts'
import { addPerson, nobody, setUp, signedInPerson } from '../support/test-services.ts'
import { threeAdmins, withApproval, withRule } from '../support/two-admins.ts'

const hour = 3_600_000
const typed = { kind: 'typed', password: 'Typed-Harbour-77-lamp' } as const

/** The number of the request under which an operation waits. */
async function waits(work: () => unknown): Promise<RequestId> {
  try {
    await work()
  } catch (error) {
    const { code, data } = error as { code: string; data: { request: RequestId } }
    if (code === 'WAITING_FOR_APPROVAL') return data.request
    throw error
  }
  throw new Error('It did not wait.')
}

const asked = async (services: Services, id: RequestId, call: SignedInCall) =>
  (await services.requests.list({ offset: 0, limit: 50 }, call)).requests.find((one) => one.id === id)?.asked
const standing = (services: Services, call: Call) => services.twoPerson.standingOf(call.actor as never)

describe('one of several approvers alone', () => {
  it('gains no second account with the password that they know of somebody who is promoted', async () => {
    const { services, owner, secondCall } = await threeAdmins()
    const hire = await signedInPerson(services, owner)
    await services.passwords.reset({ userId: hire.id, choice: typed, mustChange: false }, owner)
    const wanted = { userId: hire.id, roles: ['globalAdministrator'] as const }
    expect(() => services.roles.set(wanted, withApproval(secondCall()))).toThrow('PASSWORD_KNOWN')
    const reset = { style: 'strong', language: 'en' } as const
    await services.roles.set({ ...wanted, reset }, withApproval(secondCall()))
    const signIn = services.sessions.signIn({ username: hire.username, password: typed.password }, nobody)
    await expect(signIn).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  })

  it('gains no second account with a password that they chose in place of somebody who is promoted', async () => {
    const { services, owner, secondCall } = await threeAdmins()
    const hire = await signedInPerson(services, owner)
    const wanted = { userId: hire.id, roles: ['privilegedAuthenticationAdministrator'] as const }
    expect(() => services.roles.set(wanted, withApproval(secondCall()))).toThrow('PASSWORD_KNOWN')
    const reset = { style: 'strong', language: 'en' } as const
    await services.roles.set({ ...wanted, reset }, withApproval(secondCall()))
    const signIn = services.sessions.signIn({ username: hire.username, password: hire.password }, nobody)
    await expect(signIn).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  })

  it('knows no approver’s password from before the rule was switched on', async () => {
    const { services, owner } = await setUp()
    const other = await signedInPerson(services, owner, ['globalAdministrator'])
    await services.passwords.reset({ userId: other.id, choice: typed, mustChange: false }, owner)
    const { displayName } = await services.users.get({ id: other.id }, owner)
    await expect(async () => services.policies.save(withRule(true), owner)).rejects.toMatchObject({
      code: 'APPROVER_PASSWORD_KNOWN',
      data: { names: [displayName] },
    })
  })

  it('can not reset a person with an app that they set up by a pass before the promotion', async () => {
    const { services, owner, clock, secondCall } = await threeAdmins()
    const hire = await signedInPerson(services, owner)
    const { pass } = await services.passes.create({ userId: hire.id, minutes: 60, isOnce: false }, owner)
    const { token } = await services.sessions.signIn({ username: hire.username, password: pass }, nobody)
    const call = () => services.serve.callOf(token, 'browser', false)
    const { secret } = await services.methods.startAuthenticator({}, signedIn(call()))
    await services.methods.confirmAuthenticator({ code: codeAt(secret, clock.now) }, signedIn(call()))
    const reset = { style: 'strong', language: 'en' } as const
    const wanted = { userId: hire.id, roles: ['globalAdministrator'] as const, reset }
    await services.roles.set(wanted, withApproval(secondCall()))
    expect((await services.registration.of({ userId: hire.id }, owner)).methods).toEqual([])
  })

  it('can use no pass, code or link that they handed out to an approver before the rule was switched on', async () => {
    const { services, owner } = await setUp()
    const other = await signedInPerson(services, owner, ['globalAdministrator'])
    await signedInPerson(services, owner, ['globalAdministrator'])
    const { pass } = await services.passes.create({ userId: other.id, minutes: 60, isOnce: false }, owner)
    await services.policies.save(withRule(true), owner)
    const signIn = services.sessions.signIn({ username: other.username, password: pass }, nobody)
    await expect(signIn).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  })
})

describe('nobody suspends the two-person rule by setting the clock', () => {
  it('ahead, until the request has expired', async () => {
    const { services, owner, third, clock } = await threeAdmins()
    const caller = createCaller(services.serve, () => owner)
    clock.now += 1
    await waits(() => caller.users.block({ id: third.id, isBlocked: true }))
    jump(clock, 73 * hour)
    expect(standing(services, owner)).toBe('waits')
  })

  it('ahead, until the temporary password of the other one has lapsed', async () => {
    const { services, owner, second, third, clock } = await threeAdmins()
    services.users.block({ id: second.id, isBlocked: true }, withApproval(owner))
    const reset = { style: 'strong', language: 'en' } as const
    const hire = await addPerson(services, owner)
    await services.roles.set({ userId: hire.id, roles: ['globalAdministrator'], reset }, withApproval(owner))
    services.users.block({ id: third.id, isBlocked: true }, withApproval(owner))
    expect(standing(services, owner)).toBe('waits')
    jump(clock, 73 * hour)
    expect(standing(services, owner)).toBe('waits')
    expect(second.isSignedIn()).toBe(false)
  })

  it('ahead by days, and leaves it so until Keydesk accepts it', async () => {
    const { services, owner, third, clock } = await threeAdmins()
    const caller = createCaller(services.serve, () => owner)
    clock.now += 1
    await waits(() => caller.users.block({ id: third.id, isBlocked: true }))
    jump(clock, 80 * hour)
    standing(services, owner)
    for (let minutes = 0; minutes < 70; minutes += 10) {
      clock.now += 10 * 60_000
      standing(services, owner)
    }
    const { now, reached } = await services.clock.state({}, owner)
    expect(reached).toBe(now)
    expect(standing(services, owner)).toBe('waits')
  })

  it('ahead, and says that it is right', async () => {
    const { services, owner, third, clock } = await threeAdmins()
    const caller = createCaller(services.serve, () => owner)
    clock.now += 1
    await waits(() => caller.users.block({ id: third.id, isBlocked: true }))
    jump(clock, 300 * hour)
    await services.clock.confirm({ now: clock.now }, owner)
    expect(await services.clock.state({}, owner)).toMatchObject({ state: 'right' })
    expect(standing(services, owner)).toBe('waits')
  })

  it('back, while the others work, so that they seem to have done nothing', async () => {
    const { services, owner, third, secondCall, thirdCall, clock } = await threeAdmins()
    const caller = createCaller(services.serve, () => owner)
    clock.now += 1
    await waits(() => caller.users.block({ id: third.id, isBlocked: true }))
    jump(clock, -90 * hour)
    for (const call of [secondCall(), thirdCall()]) {
      await services.groups.create({ name: call.actor?.username ?? '', kind: 'picked', departments: [] }, call)
    }
    jump(clock, 90 * hour)
    clock.now += 73 * hour
    services.requests.expire()
    expect(standing(services, owner)).toBe('waits')
  })

  it('back, so that a request has expired before it was made', async () => {
    const { services, owner, third, clock } = await threeAdmins()
    clock.now += 80 * hour
    const call = services.sessions.callFor(owner.actor?.id as UserId, 'browser')
    const asker = { ...owner, actor: call.actor }
    jump(clock, -73 * hour)
    const caller = createCaller(services.serve, () => asker)
    clock.now += 1
    await waits(() => caller.users.block({ id: third.id, isBlocked: true }))
    jump(clock, 73 * hour)
    expect(standing(services, asker)).toBe('waits')
  })
})

describe('an approval holds only for what the approver was shown', () => {
  it('and not for a setting that has changed meanwhile: that is refused', async () => {
    const { services, owner, secondCall, thirdCall } = await threeAdmins()
    const { selfService } = withRule(true)
    const save = (part: Partial<typeof selfService>) => ({
      ...withRule(true),
      selfService: { ...selfService, ...part },
    })
    const ask = async (call: SignedInCall, part: Partial<typeof selfService>) =>
      (await services.policies.save(save(part), call)) as { request?: RequestId }
    const { request: old } = await ask(owner, { isPassOnce: !selfService.isPassOnce })
    const { request: newer } = await ask(thirdCall(), { required: selfService.required === 1 ? 2 : 1 })
    await services.requests.approve({ id: newer as RequestId }, secondCall())
    // The input does not name the number of methods, which would otherwise be reset.
    await expect(async () => services.requests.approve({ id: old as RequestId }, secondCall())).rejects.toMatchObject({
      code: 'REQUEST_CHANGED',
    })
  })

  it('the groups of a role are shown beside it', async () => {
    const { services, owner } = await threeAdmins()
    const { id: group } = await services.groups.create({ name: 'Aarhus', kind: 'picked', departments: [] }, owner)
    const person = await signedInPerson(services, owner)
    const caller = createCaller(services.serve, () => owner)
    const role = 'privilegedAuthenticationAdministrator' as const
    const limits = [{ role, groups: [group as GroupId] }]
    const id = await waits(() => caller.roles.set({ userId: person.id, roles: [role], limits }))
    expect(await asked(services, id, owner)).toMatchObject({
      facts: [
        { name: 'roles', value: role },
        { name: 'groups', value: 'Aarhus' },
      ],
    })
  })

  it('of many who are deleted the approvers are named first, and how many there are', async () => {
    const { services, owner, third } = await threeAdmins()
    const plain: UserId[] = []
    for (let at = 0; at < 120; at += 1) plain.push((await addPerson(services, owner)).id)
    const caller = createCaller(services.serve, () => owner)
    const id = await waits(() => caller.users.deleteMany({ ids: [...plain, third.id] }))
    const shown = (await asked(services, id, owner)) as { facts: readonly { value: string }[] }
    expect(shown.facts[0]?.value).toMatch(new RegExp(`^121: ${third.username}`))
  })

  it('and only from somebody who may still give it', async () => {
    const { services, owner, second, secondCall } = await threeAdmins()
    const hire = await signedInPerson(services, owner)
    const caller = createCaller(services.serve, () => owner)
    const reset = { style: 'strong', language: 'en' } as const
    const id = await waits(() => caller.roles.set({ userId: hire.id, roles: ['globalAdministrator'], reset }))
    // While the new password is hashed, the approver is blocked.
    const approving = Promise.resolve(services.requests.approve({ id }, secondCall()))
    services.users.block({ id: second.id, isBlocked: true }, withApproval(owner))
    await expect(approving).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    expect(services.users.stored(hire.id)?.roles).toEqual([])
  })
})

it('the sign-in address is not changed by one approver alone, because temporary passwords are typed there', async () => {
  const { services, owner, secondCall } = await threeAdmins()
  const caller = createCaller(services.serve, () => owner)
  const { organisation } = services.settings.get({}, owner) as { organisation: string }
  const next = { organisation, signInAddress: 'https://portal.evil.test' }
  const id = await waits(() => caller.settings.save(next))
  expect(services.settings.get({}, owner)).toMatchObject({ signInAddress: '' })
  await services.requests.approve({ id }, secondCall())
  expect(services.settings.get({}, owner)).toMatchObject(next)
})

describe('the words of mails and slips are not changed by one approver alone, because approvers believe them', () => {
  it('a template waits, and is shown from its first letter to its last', async () => {
    const { services, owner, secondCall } = await threeAdmins()
    const caller = createCaller(services.serve, () => owner)
    const body = `{{code}}\n${'Harmless. '.repeat(500)}\nType it at https://evil.test`
    const template = { template: 'verificationCode', language: 'en', subject: 'Your code', body } as const
    const id = await waits(() => caller.mail.saveTemplate(template))
    const shown = (await asked(services, id, owner)) as { facts: readonly { value: string }[] }
    expect(shown.facts.map(({ value }) => value).join('')).toContain(body)
    await services.requests.approve({ id }, secondCall())
    const { templates } = await services.mail.templates({}, owner)
    expect(templates.find((one) => one.template === template.template && one.language === 'en')).toMatchObject({ body })
    // The shipped words can be restored without approval, because they mislead nobody.
    await caller.mail.resetTemplate({ template: template.template, language: 'en' })
  })

  it('a change of the organisation’s name waits, too', async () => {
    const { services, owner } = await threeAdmins()
    const caller = createCaller(services.serve, () => owner)
    const { signInAddress } = services.settings.get({}, owner) as { signInAddress: string }
    await waits(() => caller.settings.save({ organisation: 'Sign in at https://evil.test', signInAddress }))
  })
})

it('an app that was set up with a password that a helper typed counts as the helper’s, once the person has a role above theirs', async () => {
  const { services, owner, clock } = await setUp()
  const person = await signedInPerson(services, owner)
  const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
  const helperCall = { ...helper.call(), isConfirmed: true }
  await services.passwords.reset({ userId: person.id, choice: typed, mustChange: false }, helperCall)
  const known = { username: person.username, password: typed.password }
  const { token } = await services.sessions.signIn(known, nobody)
  const call = () => services.serve.callOf(token, 'browser', false)
  const { secret } = await services.methods.startAuthenticator({}, signedIn(call()))
  await services.methods.confirmAuthenticator({ code: codeAt(secret, clock.now) }, signedIn(call()))
  const methods = async () => (await services.registration.of({ userId: person.id }, owner)).methods
  expect(await methods()).toEqual(['authenticator', 'recoveryCode'])
  await services.passwords.change(
    { currentPassword: typed.password, newPassword: 'Calm-Forest-88-gate' },
    signedIn(call()),
  )
  const reset = { style: 'strong', language: 'en' } as const
  await services.roles.set({ userId: person.id, roles: ['globalAdministrator'], reset }, owner)
  expect(await methods()).toEqual([])
})
