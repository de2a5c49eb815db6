import { describe, expect, it } from 'vitest'
import type { SignedInCall } from '../../../electron/rpc/call.ts'
import { createCaller } from '../../../electron/rpc/caller.ts'
import type { Services } from '../../../electron/services.ts'
import type { UserId } from '../../../shared/ids.ts'
import type { Contact } from '../../../shared/users.ts'
import { settingsFor } from '../../support/mail-server.ts'
import { giveAddress, linkDesk } from '../../support/reset-links.ts'
import { begin, deskCode, prove, selfServiceFor } from '../../support/self-service.ts'
import { nobody, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'
import { threeAdmins, withApproval, withRule } from '../../support/two-admins.ts'

const newPassword = 'Green-Valley-77-tree'
const waits = { code: 'SECOND_ADMIN_NEEDED' }

const makePass = async (services: Services, userId: UserId, call: SignedInCall) =>
  (await services.passes.create({ userId, minutes: 60, isOnce: false }, call)).pass

async function write(services: Services, userId: UserId, contact: Partial<Contact>, call: SignedInCall) {
  const { username, displayName, language } = await services.users.get({ id: userId }, call)
  return services.users.edit({ id: userId, username, displayName, language, contact }, call)
}

describe('under the two-person rule nobody takes over an approver’s account alone', () => {
  it('by a pass or a code from the desk', async () => {
    const { services, owner, second } = await threeAdmins()
    await services.policies.save({ ...selfServiceFor(), signIn: withRule(true).signIn }, owner)
    await expect(makePass(services, second.id, owner)).rejects.toMatchObject(waits)
    expect(() => deskCode(services, owner, second.id)).toThrow(expect.objectContaining(waits))
    const person = await signedInPerson(services, owner)
    await makePass(services, person.id, owner)
    deskCode(services, owner, person.id)
  })

  it('by an address and a number that an admin wrote: they count once they are proved', async () => {
    const { services, owner, second } = await threeAdmins()
    const contact = { alternateEmail: 'mine@evil.test', mobilePhone: '+4512345678' }
    await expect(write(services, second.id, contact, owner)).rejects.toMatchObject(waits)
    await write(services, second.id, contact, withApproval(owner))
    const { contact: own } = await services.registration.mine({}, second.call())
    expect(own).toEqual({ ...contact, isEmailProved: false, isPhoneProved: false })
    const person = await signedInPerson(services, owner)
    await write(services, person.id, contact, owner)
    expect((await services.registration.mine({}, person.call())).contact.isEmailProved).toBe(true)
  })

  it('and where nobody is left who could approve, the rule is suspended', async () => {
    const { services, owner, second, third } = await threeAdmins()
    for (const { id } of [second, third]) services.users.block({ id, isBlocked: true }, withApproval(owner))
    await makePass(services, second.id, owner)
    const { entries } = await services.users.history({ id: second.id, offset: 0, limit: 1 }, owner)
    expect(entries[0]).toMatchObject({ detail: { twoPerson: 'standsStill' } })
  })
})

it("changing where an admin's codes go asks for the own password, as a reset of that admin does", async () => {
  const { services, owner } = await setUp()
  const admin = await signedInPerson(services, owner, ['helpdeskAdministrator'])
  const caller = createCaller(services.serve, () => ({ ...owner, isConfirmed: false }))
  const { username, displayName, language } = await caller.users.get({ id: admin.id })
  const save = (contact: Partial<Contact>) =>
    caller.users.edit({ id: admin.id, username, displayName, language, contact })
  for (const contact of [{ alternateEmail: 'mine@evil.test' }, { mobilePhone: '+4512345678' }]) {
    await expect(save(contact)).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' })
  }
  await save({ city: 'Aarhus' })
})

it('only global admins set the mail server, because whoever reads its mail could reset everybody', async () => {
  const { services, owner } = await setUp()
  const admin = await signedInPerson(services, owner, ['authenticationPolicyAdministrator'])
  const caller = createCaller(services.serve, () => ({ ...admin.call(), isConfirmed: true }))
  const input = { server: settingsFor(2525, { security: 'none' }), password: { kind: 'none' } } as const
  const refusal = { code: 'NOT_ALLOWED', data: { roles: ['globalAdministrator'] } }
  await expect(caller.mail.save(input)).rejects.toMatchObject(refusal)
  const template = { template: 'verificationCode', language: 'en' } as const
  const bait = caller.mail.saveTemplate({ ...template, subject: 'Code', body: '{{code}} for https://evil.test' })
  await expect(bait, 'the words beside the code').rejects.toMatchObject(refusal)
  await expect(caller.mail.resetTemplate(template)).rejects.toMatchObject(refusal)
  const slip = caller.settings.save({ organisation: 'Nordwind', signInAddress: 'https://evil.test' })
  await expect(slip, 'the address on the slips').rejects.toMatchObject(refusal)
  await caller.mail.templates({})
})

describe('a Temporary Access Pass', () => {
  it('does not sign in at the command line, where every operation could be called', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner, ['userAdministrator'])
    const pass = await makePass(services, person.id, owner)
    await expect(services.callAs(person.username, pass)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect((await services.callAs(person.username, person.password)).actor?.id).toBe(person.id)
  })

  it('ends once its person gets a role that its maker may not reset, and once they are blocked', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    const pass = await makePass(services, person.id, owner)
    const enter = (password: string) => services.sessions.signIn({ username: person.username, password }, nobody)
    await services.roles.set({ userId: person.id, roles: ['globalAdministrator'] }, owner)
    await expect(enter(pass)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    const next = await makePass(services, person.id, owner)
    services.users.block({ id: person.id, isBlocked: true }, owner)
    services.users.block({ id: person.id, isBlocked: false }, owner)
    await expect(enter(next)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  })
})

describe('a run that somebody else began', () => {
  it('ends with a block, also one that a link began', async () => {
    const { services, owner, person, sendLink, spend } = await linkDesk()
    const { attempt } = (await spend((await sendLink()).token)).json
    services.users.block({ id: person.id, isBlocked: true }, owner)
    services.users.block({ id: person.id, isBlocked: false }, owner)
    const finish = services.recovery.finish({ attempt, newPassword }, nobody)
    await expect(finish).rejects.toMatchObject({ code: 'ATTEMPT_GONE' })
  })

  it('ends once its person gets a role, together with its code from the desk', async () => {
    const { services, owner, person, sendLink, spend } = await linkDesk()
    const { attempt } = (await spend((await sendLink()).token)).json
    await services.roles.set({ userId: person.id, roles: ['globalAdministrator'] }, owner)
    const finish = services.recovery.finish({ attempt, newPassword }, nobody)
    await expect(finish).rejects.toMatchObject({ code: 'ATTEMPT_GONE' })
    const other = await signedInPerson(services, owner)
    await services.policies.save(selfServiceFor(), owner)
    const code = deskCode(services, owner, other.id)
    await services.roles.set({ userId: other.id, roles: ['reportsReader'] }, owner)
    const run = await begin(services, other.username)
    await expect(prove(services, run, { method: 'deskCode', code })).rejects.toMatchObject({ code: 'PROOF_WRONG' })
  })

  it('ends once the address or the number is another one: what was read in the old mailbox proves nothing', async () => {
    const { services, owner } = await setUp()
    await services.policies.save(selfServiceFor(), owner)
    const person = await signedInPerson(services, owner)
    await giveAddress(services, owner, person, 'stolen@home.test')
    const attempt = await begin(services, person.username)
    await prove(services, attempt, { method: 'deskCode', code: deskCode(services, owner, person.id) })
    await giveAddress(services, owner, person, 'new@home.test')
    const finish = services.recovery.finish({ attempt, newPassword }, nobody)
    await expect(finish).rejects.toMatchObject({ code: 'ATTEMPT_GONE' })
  })

  it('and ended by a new password is told to the own mailbox too, not only where somebody has said that codes go', async () => {
    const { services, owner, person, arrived, address } = await linkDesk()
    await services.policies.save(selfServiceFor(), owner)
    await resetAndRead(services, owner, person.id)
    await services.mail.work()
    const before = arrived.length
    const attempt = await begin(services, person.username)
    await prove(services, attempt, { method: 'deskCode', code: deskCode(services, owner, person.id) })
    await services.recovery.finish({ attempt, newPassword }, nobody)
    await services.mail.work()
    const told = arrived.slice(before).flatMap(({ to }) => to)
    expect(told.sort()).toEqual([address, person.username].sort())
  })

  it('does not void the person’s own run, however often the portal lets strangers start one', async () => {
    const { services, owner } = await setUp()
    await services.policies.save(selfServiceFor(), owner)
    const person = await signedInPerson(services, owner)
    const attempt = await begin(services, person.username)
    for (let stranger = 0; stranger < 59; stranger += 1) await begin(services, person.username)
    expect(await services.recovery.state({ attempt }, nobody)).toMatchObject({ step: 'prove' })
  })
})
