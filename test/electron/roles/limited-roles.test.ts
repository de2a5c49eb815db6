import { describe, expect, it } from 'vitest'
import { type Caller, createCaller } from '../../../electron/rpc/caller.ts'
import { everyEntry } from '../../../shared/audit.ts'
import type { GroupId, UserId } from '../../../shared/ids.ts'
import type { LimitableRole, RoleName } from '../../../shared/rules/role-matrix.ts'
import { noFilter } from '../../../shared/users.ts'
import { addPerson, nobody, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'
import { withoutApproval } from '../../support/without-approval.ts'

const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
const everybody = { kind: 'matching', query: { search: '', filter: noFilter }, except: [] } as const
const sort = { by: 'displayName', direction: 'ascending', language: 'en' } as const

/** Salg and Lager, with two people each, and an admin whose role is limited to Salg. */
async function office(role: LimitableRole, more: readonly RoleName[] = []) {
  const { services, owner } = await setUp()
  const inDepartment = async (department: string, roles: readonly RoleName[] = []) => {
    const person = await addPerson(services, owner, { roles })
    await move(person, department)
    return person
  }
  const move = async ({ id, username }: { id: UserId; username: string }, department: string) =>
    services.users.edit({ id, username, displayName: username, contact: { department }, language: null }, owner)
  const typed = { name: 'Sales', kind: 'departments', departments: ['Salg'] } as const
  const { id: group } = await services.groups.create(typed, owner)
  const inside = await inDepartment('Salg')
  const outside = await inDepartment('Lager')
  const admin = await signedInPerson(services, owner, [role, ...more])
  const limit = async (groups: readonly GroupId[]) =>
    services.roles.set({ userId: admin.id, roles: [role, ...more], limits: [{ role, groups }] }, owner)
  await limit([group])
  const caller = createCaller(services.serve, () => ({ ...admin.call(), isConfirmed: true }))
  return { services, owner, group, inside, outside, admin, caller, inDepartment, move, limit }
}

const refused = (isLimited: boolean) =>
  expect.objectContaining({ code: 'NOT_ALLOWED', data: expect.objectContaining({ isLimited }) })
const edited = (person: { id: UserId; username: string }, department: string) => ({
  ...{ id: person.id, username: person.username, displayName: 'Edited', contact: { department }, language: null },
})

/** Everything that is done to one person, each of which must keep to the groups. */
const touching: Readonly<
  Record<string, (caller: Caller, person: { id: UserId; username: string }) => Promise<unknown>>
> = {
  'passwords.reset': (caller, { id }) => caller.passwords.reset({ userId: id, choice, mustChange: true }),
  'passwords.ticketOf': (caller, { id }) => caller.passwords.ticketOf({ userId: id }),
  'passwords.shutOut': (caller, { id }) => caller.passwords.shutOut({ userId: id }),
  'policies.unlock': (caller, { id }) => caller.policies.unlock({ userId: id }),
  'sessions.endAll': (caller, { id }) => caller.sessions.endAll({ userId: id }),
  'users.block': (caller, { id }) => caller.users.block({ id, isBlocked: true }),
  'users.edit': (caller, person) => caller.users.edit(edited(person, person.username === '' ? '' : 'Salg')),
}

describe('a role that is limited to a group', () => {
  it.each(Object.keys(touching))('does %s inside the group and not outside', async (name) => {
    const { caller, inside, outside } = await office('userAdministrator')
    const touch = touching[name] as (typeof touching)[string]
    await touch(caller, inside)
    await expect(touch(caller, outside)).rejects.toEqual(refused(true))
  })

  it('says of each row whether it reaches the person', async () => {
    const { caller, inside, outside } = await office('userAdministrator')
    const { rows } = await caller.users.list({ query: everybody.query, sort, offset: 0, limit: 50 })
    const canReset = (id: UserId) => rows.find((row) => row.id === id)?.canReset
    expect([canReset(inside.id), canReset(outside.id)]).toEqual([true, false])
    expect(await caller.users.get({ id: inside.id })).toMatchObject({ canReset: true, canChange: true })
    expect(await caller.users.get({ id: outside.id })).toMatchObject({ canReset: false, canChange: false })
  })

  it('deletes and restores inside the group, and names whom it left', async () => {
    const { services, owner, caller, inside, outside } = await office('userAdministrator')
    expect(await caller.users.deleteMany({ ids: [inside.id, outside.id] })).toEqual({
      deleted: 1,
      left: [{ id: outside.id, username: outside.username, reason: 'NOT_ALLOWED' }],
    })
    await services.users.deleteMany({ ids: [outside.id] }, owner)
    const { users } = await caller.deleted.list({ offset: 0, limit: 10 })
    expect(users.map((user) => [user.id, user.canRestore]).toSorted()).toEqual(
      [
        [inside.id, true],
        [outside.id, false],
      ].toSorted(),
    )
    const restore = (userId: UserId) =>
      caller.passwords.restore({ userId, username: null, style: 'strong', language: 'en' })
    await restore(inside.id)
    await expect(restore(outside.id)).rejects.toEqual(refused(true))
    expect((await caller.deleted.list({ offset: 0, limit: 10 })).total).toBe(1)
  })

  it('leaves everybody else out of a job over everybody', async () => {
    const { services, owner, caller, inside, inDepartment } = await office('helpdeskAdministrator')
    const second = await inDepartment('Salg')
    const { count, excluded } = await caller.passwords.previewMany({ selection: everybody, action: 'reset' })
    expect(count).toBe(2)
    expect(excluded.find(({ reason }) => reason === 'notAllowed')?.count).toBe(2)
    const { jobId } = withoutApproval(
      await caller.passwords.resetMany({
        ...{ selection: everybody, style: 'strong', language: 'en', mustChange: true },
      }),
    )
    await services.jobs.finished(jobId)
    const { items } = await services.jobs.items({ id: jobId, outcome: null, offset: 0, limit: 10 }, owner)
    expect(items.map((item) => [item.userId, item.outcome])).toEqual([
      [inside.id, 'done'],
      [second.id, 'done'],
    ])
  })

  it('skips people who left the group before their turn in a job came', async () => {
    const { services, owner, caller, inside, move } = await office('helpdeskAdministrator')
    const selection = { kind: 'users', ids: [inside.id] } as const
    const { jobId } = withoutApproval(
      await caller.passwords.resetMany({ selection, style: 'strong', language: 'en', mustChange: true }),
    )
    await move(inside, 'Lager')
    await services.jobs.finished(jobId)
    const { items } = await services.jobs.items({ id: jobId, outcome: null, offset: 0, limit: 10 }, owner)
    expect(items.map((item) => [item.outcome, item.reason])).toEqual([['skipped', 'notAllowed']])
  })

  it('reads no password of somebody outside the group, even with a ticket from before', async () => {
    const { services, owner, caller, inside, move } = await office('helpdeskAdministrator')
    await resetAndRead(services, owner, inside.id)
    const { ticket } = await caller.passwords.ticketOf({ userId: inside.id })
    await move(inside, 'Lager')
    await expect(caller.passwords.reveal({ secretIds: [ticket?.secretId as never] })).rejects.toEqual(refused(true))
  })

  it('covers an admin of its group only where the matrix does too', async () => {
    const { caller, inDepartment } = await office('helpdeskAdministrator')
    const reset = (userId: UserId) => caller.passwords.reset({ userId, choice, mustChange: true })
    await reset((await inDepartment('Salg', ['reportsReader'])).id)
    const above = await inDepartment('Salg', ['userAdministrator'])
    await expect(reset(above.id)).rejects.toEqual(refused(false))
    const beside = await inDepartment('Lager', ['reportsReader'])
    await expect(reset(beside.id)).rejects.toEqual(refused(true))
  })

  it('reaches whoever comes into the group, by nested groups too, and loses whoever leaves', async () => {
    const { services, owner, caller, group, outside, move } = await office('passwordAdministrator')
    const reset = () => caller.passwords.reset({ userId: outside.id, choice, mustChange: true })
    const { id: more } = await services.groups.create({ name: 'More', kind: 'picked', departments: [] }, owner)
    services.groups.addGroups({ id: group, groupIds: [more] }, owner)
    await expect(reset()).rejects.toEqual(refused(true))
    const selection = { kind: 'users', ids: [outside.id] } as const
    services.groups.addMembers({ id: more, selection }, owner)
    await reset()
    services.groups.removeMembers({ id: more, selection }, owner)
    await expect(reset()).rejects.toEqual(refused(true))
    await move(outside, 'SALG ')
    await reset()
  })

  it('adds to what another role reaches, and takes nothing from it', async () => {
    const { caller, inside, outside } = await office('userAdministrator', ['passwordAdministrator'])
    await caller.passwords.reset({ userId: outside.id, choice, mustChange: true })
    await caller.users.block({ id: inside.id, isBlocked: true })
    await expect(caller.users.block({ id: outside.id, isBlocked: true })).rejects.toEqual(refused(true))
  })

  it('neither adds, imports, exports nor decides who is in a group', async () => {
    const { services, owner, caller, group, inside, outside } = await office('userAdministrator')
    const selection = { kind: 'users', ids: [outside.id] } as const
    const groups = { name: 'Mine', kind: 'picked', departments: [] } as const
    const person = { username: 'new@nordwind.test', displayName: 'New', contact: {}, language: null }
    const { id: picked } = await services.groups.create({ ...groups, name: 'Picked' }, owner)
    for (const call of [
      () => caller.users.add(person),
      () => caller.imports.startUsers({ fileName: 'a.csv', size: 10 }),
      () => caller.users.exportFile({ selection: everybody, language: 'en' }),
      () => caller.users.setNeverExpires({ id: inside.id, isOn: true }),
      () => caller.groups.create(groups),
      () => caller.groups.update({ ...groups, id: group }),
      () => caller.groups.addMembers({ id: picked, selection }),
      () => caller.groups.removeMembers({ id: picked, selection }),
      () => caller.groups.addGroups({ id: group, groupIds: [picked] }),
      () => caller.groups.removeGroups({ id: group, groupIds: [picked] }),
      () => caller.groups.delete({ id: picked }),
    ]) {
      await expect(call(), call.toString()).rejects.toEqual(refused(true))
    }
  })

  it('edits nobody into a group or out of one, oneself neither', async () => {
    const { caller, inside, admin, group, services, owner } = await office('userAdministrator')
    await expect(caller.users.edit(edited(inside, 'Lager'))).rejects.toEqual(refused(true))
    await caller.users.edit(edited(inside, ' SALG'))
    await expect(caller.users.edit(edited(admin, 'Salg')), 'not in the group').rejects.toEqual(refused(true))
    services.users.edit(edited(admin, 'Salg'), owner)
    await caller.users.edit(edited(admin, 'salg'))
    await expect(caller.users.edit(edited(admin, 'Lager'))).rejects.toEqual(refused(true))
    services.groups.update({ id: group, name: 'Sales', kind: 'picked', departments: [] }, owner)
    await services.groups.addMembers({ id: group, selection: { kind: 'users', ids: [inside.id] } }, owner)
    await caller.users.edit(edited(inside, 'Lager'))
  })
})

describe('limits of roles', () => {
  it('stay when roles are set without a word about them, and go when they are set to none', async () => {
    const { services, owner, admin, group } = await office('helpdeskAdministrator')
    const roles = ['helpdeskAdministrator', 'reportsReader'] as const
    const limits = [{ role: 'helpdeskAdministrator', groups: [group] }]
    expect(await services.roles.set({ userId: admin.id, roles }, owner)).toEqual({ roles, limits })
    expect(await services.users.get({ id: admin.id }, owner)).toMatchObject({ limits })
    // A new role ends the earlier sessions.
    const { session } = await services.sessions.signIn(admin, nobody)
    expect(session).toMatchObject({ limits })
    expect(await services.roles.set({ userId: admin.id, roles, limits: [] }, owner)).toEqual({ roles, limits: [] })
  })

  it('that others changed since they were seen stay changed, and no role reaches further by that', async () => {
    const { services, owner, admin } = await office('helpdeskAdministrator')
    const make = async (name: string) =>
      (await services.groups.create({ name, kind: 'picked', departments: [] }, owner)).id
    const [a, b, c] = [await make('A'), await make('B'), await make('C')]
    const role = 'helpdeskAdministrator'
    type Reach = readonly GroupId[] | 'everybody' | 'not held'
    const of = (reach: Reach) => ({
      roles: reach === 'not held' ? [] : [role],
      limits: typeof reach === 'string' ? [] : [{ role, groups: reach }],
    })
    for (const [seen, now, typed, result] of [
      [[a, b], [a], [a, b, c], [a, c]],
      [[a, b], [a, b, c], [a], [a, c]],
      [[a], [b], [a], [b]],
      [[a], 'everybody', [a], 'everybody'],
      [[a], 'everybody', [a, b], 'everybody'],
      // All but one group can't be limited to: then the ones that are named.
      [[a, b], 'everybody', [a], [a]],
      [[a, b], [a], 'everybody', [a]],
      [[a], [a, b], 'everybody', 'everybody'],
      ['everybody', [a, b], [b, c], [b]],
      // What reaches nobody is not held.
      [[a, b], [b], [a], 'not held'],
      [[a], 'not held', [a, b], 'not held'],
      [[a], [a, b], 'not held', 'not held'],
      ['not held', [a], [b], [a, b]],
      ['not held', 'everybody', [b], 'everybody'],
      ['not held', [a], 'everybody', 'everybody'],
      ['not held', [a], 'not held', [a]],
    ] satisfies [Reach, Reach, Reach, Reach][]) {
      const [before, next] = [of(now), of(typed)]
      await services.roles.set({ userId: admin.id, roles: [], limits: [] }, owner)
      await services.roles.set({ userId: admin.id, ...before } as never, owner)
      const answer = await services.roles.set({ userId: admin.id, ...next, seen: of(seen) } as never, owner)
      expect([seen, now, typed, answer]).toEqual([seen, now, typed, of(result)])
    }
  })

  it('are 20 groups at most, also where two admins have added some at once', async () => {
    const { services, owner, admin } = await office('helpdeskAdministrator')
    const groups: GroupId[] = []
    for (let at = 0; at < 21; at += 1)
      groups.push((await services.groups.create({ name: `G${at}`, kind: 'picked', departments: [] }, owner)).id)
    const role = 'helpdeskAdministrator'
    const of = (some: readonly GroupId[]) => ({ roles: [role], limits: [{ role, groups: some }] }) as const
    const [first, ...others] = groups as [GroupId, ...GroupId[]]
    await services.roles.set({ userId: admin.id, ...of(others.slice(0, 20)) }, owner)
    const typed = { userId: admin.id, ...of([first, ...others.slice(0, 1)]), seen: of(others.slice(0, 1)) }
    expect(() => services.roles.set(typed, owner)).toThrow(
      expect.objectContaining({ code: 'FIELD_INVALID', data: { field: 'groups', reason: 'tooMany' } }),
    )
  })

  it('stand in the audit log with the names of the groups', async () => {
    const { services, owner, admin, limit } = await office('helpdeskAdministrator')
    const { id } = await services.groups.create({ name: 'Shops', kind: 'picked', departments: [] }, owner)
    await limit([id])
    await limit([id])
    const filter = { ...everyEntry, person: admin.username }
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 2 }, owner)
    expect(entries.map(({ action, detail }) => [action, detail])).toEqual([
      ['Add member to role.', { role: 'helpdeskAdministrator', groups: 'Shops' }],
      ['Remove member from role.', { role: 'helpdeskAdministrator', groups: 'Sales' }],
    ])
  })

  it('keep their group from being deleted, so that no role reaches everybody by accident', async () => {
    const { services, owner, admin, group } = await office('helpdeskAdministrator')
    const { displayName } = await services.users.get({ id: admin.id }, owner)
    expect(() => services.groups.delete({ id: group }, owner)).toThrow(
      expect.objectContaining({ code: 'GROUP_IN_USE', data: { by: [displayName], hasRules: false } }),
    )
    expect(await services.groups.get({ id: group }, owner)).toMatchObject({
      uses: [{ kind: 'role', name: displayName }],
    })
    await services.users.deleteMany({ ids: [admin.id] }, owner)
    services.groups.delete({ id: group }, owner)
  })

  it('are refused for roles of the whole organisation, without groups, and for groups that are not there', async () => {
    const { services, owner, outside, group } = await office('helpdeskAdministrator')
    const caller = createCaller(services.serve, () => owner)
    for (const role of ['globalAdministrator', 'globalReader', 'authenticationPolicyAdministrator', 'reportsReader']) {
      const limits = [{ role: role as LimitableRole, groups: [group] }]
      const set = caller.roles.set({ userId: outside.id, roles: [role as RoleName], limits })
      await expect(set, role).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    }
    const roles = ['helpdeskAdministrator'] as const
    const set = (groups: readonly GroupId[]) =>
      caller.roles.set({ userId: outside.id, roles, limits: [{ role: 'helpdeskAdministrator', groups }] })
    await expect(set([])).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(set([999 as GroupId])).rejects.toMatchObject({ code: 'NOT_FOUND', data: { what: 'group' } })
    expect((await services.users.get({ id: outside.id }, owner)).roles).toEqual([])
  })
})
