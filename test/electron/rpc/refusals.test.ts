import { describe, expect, it } from 'vitest'
import type { Call, SignedInCall } from '../../../electron/rpc/call.ts'
import { createCaller } from '../../../electron/rpc/caller.ts'
import type { Services } from '../../../electron/services.ts'
import { everyEntry } from '../../../shared/audit.ts'
import { addPerson, ownerPassword, setUp, signedInPerson } from '../../support/test-services.ts'
import { threeAdmins } from '../../support/two-admins.ts'

async function failures(services: Services, owner: SignedInCall) {
  const { entries } = await services.audit.list({ filter: everyEntry, offset: 0, limit: 50 }, owner)
  return entries
    .filter(({ result }) => result === 'failure')
    .map(({ action, reason, actor }) => [action, reason, actor])
}
const refused = async (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code })

describe('a refusal leaves an entry', () => {
  it('for a missing role, the own account and a locked session', async () => {
    const { services, owner, ownerId, token } = await setUp()
    const person = await addPerson(services, owner)
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const as = (call: () => Call) => createCaller(services.serve, call)
    await refused(as(helper.call).users.deleteMany({ ids: [person.id] }), 'NOT_ALLOWED')
    await refused(as(() => owner).users.block({ id: ownerId, isBlocked: true }), 'OWN_ACCOUNT')
    services.sessions.lock({}, owner)
    const locked = as(() => services.serve.callOf(token, 'browser', false))
    await refused(locked.users.block({ id: person.id, isBlocked: true }), 'SESSION_LOCKED')
    // What only looks changes nothing, so that a screen behind a lock fills no log.
    await refused(locked.users.get({ id: person.id }), 'SESSION_LOCKED')
    expect(await failures(services, owner)).toEqual([
      ['Disable account.', 'SESSION_LOCKED', 'owner@nordwind.test'],
      ['Disable account.', 'OWN_ACCOUNT', 'owner@nordwind.test'],
      ['Delete user.', 'NOT_ALLOWED', helper.username],
    ])
  })

  it('for a missing second admin', async () => {
    const { services, owner, second } = await threeAdmins()
    const caller = createCaller(services.serve, () => owner)
    await refused(caller.passes.create({ userId: second.id, minutes: 60, isOnce: false }), 'SECOND_ADMIN_NEEDED')
    expect(await failures(services, owner)).toEqual([
      ['Create Temporary Access Pass.', 'SECOND_ADMIN_NEEDED', 'owner@nordwind.test'],
    ])
  })

  it('for a missing password at the second try, because the first is how a screen finds out', async () => {
    const { services, owner, token, clock } = await setUp()
    const person = await addPerson(services, owner)
    const call = () => ({ ...services.serve.callOf(token, 'browser', false) })
    const caller = createCaller(services.serve, call)
    const block = () => caller.users.block({ id: person.id, isBlocked: true })
    await refused(block(), 'CONFIRMATION_NEEDED')
    await caller.sessions.confirm({ password: ownerPassword })
    await block()
    expect(await failures(services, owner)).toEqual([])
    // Five minutes later, in a session that was kept active.
    for (let minute = 0; minute < 6; minute += 1) {
      clock.now += 60_000
      services.serve.callOf(token, 'browser', false)
    }
    await refused(block(), 'CONFIRMATION_NEEDED')
    expect(await failures(services, owner)).toEqual([])
    await refused(block(), 'CONFIRMATION_NEEDED')
    expect(await failures(services, owner)).toEqual([
      ['Disable account.', 'CONFIRMATION_NEEDED', 'owner@nordwind.test'],
    ])
  })

  it('at once where no session asks, as on the command line', async () => {
    const { services, owner, ownerId } = await setUp()
    const person = await addPerson(services, owner)
    const call = { ...services.sessions.callFor(ownerId, 'commandLine'), isConfirmed: false }
    const caller = createCaller(services.serve, () => call)
    await refused(caller.users.block({ id: person.id, isBlocked: true }), 'CONFIRMATION_NEEDED')
    expect(await failures(services, owner)).toHaveLength(1)
  })
})
