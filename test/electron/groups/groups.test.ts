import { describe, expect, it } from 'vitest'
import type { SignedInCall } from '../../../electron/rpc/call.ts'
import { createCaller } from '../../../electron/rpc/caller.ts'
import type { Services } from '../../../electron/services.ts'
import { everyEntry } from '../../../shared/audit.ts'
import { ownGroupKind } from '../../../shared/groups.ts'
import type { GroupId, UserId } from '../../../shared/ids.ts'
import { noFilter } from '../../../shared/users.ts'
import { addPerson, setUp, signedInPerson } from '../../support/test-services.ts'

const picked = (name: string) => ({ name, kind: 'picked', departments: [] }) as const
const some = (...ids: UserId[]) => ({ kind: 'users', ids }) as const

async function membersOf(services: Services, id: GroupId, owner: SignedInCall) {
  const all = { id, search: '', language: 'en', offset: 0, limit: 100 } as const
  return (await services.groups.members(all, owner)).members.map((member) => [member.id, member.isDirect])
}

async function world() {
  const test = await setUp()
  const { services, owner } = test
  const group = async (name: string) => (await services.groups.create(picked(name), owner)).id
  const inDepartment = async (department: string) => {
    const person = await addPerson(services, owner)
    const { username } = person
    const contact = { department }
    services.users.edit({ id: person.id, username, displayName: username, contact, language: null }, owner)
    return person.id
  }
  return { ...test, group, inDepartment }
}

describe('a group of picked people', () => {
  it('takes people in and lets them out, once each', async () => {
    const { services, owner, group } = await world()
    const id = await group('Sales')
    const a = (await addPerson(services, owner)).id
    const b = (await addPerson(services, owner)).id
    expect(services.groups.addMembers({ id, selection: some(a, b) }, owner)).toEqual({ count: 2 })
    expect(services.groups.addMembers({ id, selection: some(a) }, owner)).toEqual({ count: 0 })
    expect(services.groups.removeMembers({ id, selection: some(a) }, owner)).toEqual({ count: 1 })
    expect(await membersOf(services, id, owner)).toEqual([[b, true]])
    expect(await services.groups.of({ userId: b }, owner)).toEqual({ groups: [{ id, name: 'Sales' }] })
    expect(await services.groups.of({ userId: a }, owner)).toEqual({ groups: [] })
  })

  it('takes everybody who matches a search in one go, with one entry that names them all', async () => {
    const { services, owner, group } = await world()
    for (let at = 0; at < 60; at += 1) await addPerson(services, owner, { name: 'sales' })
    const id = await group('Sales')
    const query = { search: 'sales', filter: noFilter }
    const input = { id, selection: { kind: 'matching', query, except: [] } } as const
    expect(services.groups.addMembers(input, owner)).toEqual({ count: 60 })
    const action = 'Add member to group.'
    const { entries, total } = await services.audit.list(
      { filter: { ...everyEntry, action }, offset: 0, limit: 5 },
      owner,
    )
    expect([total, entries[0]?.target, entries[0]?.detail.people]).toEqual([1, 'Sales', '60'])
    expect(services.groups.removeMembers(input, owner)).toEqual({ count: 60 })
  })

  it('keeps the membership of deleted people, so that they are members again when they are restored', async () => {
    const { services, owner, group } = await world()
    const id = await group('Sales')
    const person = await addPerson(services, owner)
    services.groups.addMembers({ id, selection: some(person.id) }, owner)
    await services.users.deleteMany({ ids: [person.id] }, owner)
    expect(services.groups.membersOf(id).size).toBe(0)
    expect(services.groups.isIn(person.id, [id])).toBe(true)
    const restored = { userId: person.id, username: null, style: 'strong', language: 'en' } as const
    await services.passwords.restore(restored, owner)
    expect([...services.groups.membersOf(id)]).toEqual([person.id])
  })

  it('forgets people who are erased', async () => {
    const { services, owner, group, clock } = await world()
    const id = await group('Sales')
    const person = await addPerson(services, owner)
    services.groups.addMembers({ id, selection: some(person.id) }, owner)
    await services.users.deleteMany({ ids: [person.id] }, owner)
    clock.now += 31 * 86_400_000
    services.deleted.eraseOld()
    expect(services.groups.isIn(person.id, [id])).toBe(false)
  })
})

describe('a group of departments', () => {
  it('is everybody who works there, as they come and go', async () => {
    const { services, owner, inDepartment } = await world()
    const typed = { name: 'Money', kind: 'departments', departments: [' økonomi '] } as const
    const { id } = await services.groups.create(typed, owner)
    const a = await inDepartment('Økonomi')
    expect([...services.groups.membersOf(id)]).toEqual([a])
    const b = await inDepartment('ØKONOMI ')
    await inDepartment('Salg')
    expect(await membersOf(services, id, owner)).toEqual([
      [a, false],
      [b, false],
    ])
    const username = 'moved@nordwind.test'
    services.users.edit({ id: a, username, displayName: 'A', contact: { department: 'Salg' }, language: null }, owner)
    expect([...services.groups.membersOf(id)]).toEqual([b])
    expect(services.groups.groupsOf(b)).toEqual([id])
    expect(services.groups.groupsOf(a)).toEqual([])
  })

  it('takes nobody by hand, and lets picked people go when a group becomes one', async () => {
    const { services, owner, group } = await world()
    const id = await group('Sales')
    const person = await addPerson(services, owner)
    services.groups.addMembers({ id, selection: some(person.id) }, owner)
    services.groups.update({ id, name: 'Sales', kind: 'departments', departments: ['Salg'] }, owner)
    expect(services.groups.membersOf(id).size).toBe(0)
    expect(() => services.groups.addMembers({ id, selection: some(person.id) }, owner)).toThrow('GROUP_BY_DEPARTMENT')
    services.groups.update({ id, name: 'Sales', kind: 'picked', departments: [] }, owner)
    expect(services.groups.membersOf(id).size).toBe(0)
  })

  it('needs a department', async () => {
    const { services, owner } = await world()
    const typed = { name: 'Money', kind: 'departments' } as const
    expect(() => services.groups.create({ ...typed, departments: [] }, owner)).toThrow('FIELD_INVALID')
    expect(() => services.groups.create({ ...typed, departments: [' '] }, owner)).toThrow('FIELD_INVALID')
  })
})

describe('a group that others have changed since it was seen', () => {
  async function sales(departments: readonly string[] = ['Salg', 'Lager']) {
    const { services, owner } = await world()
    const typed = { name: 'Sales', kind: 'departments', departments } as const
    const { id } = await services.groups.create(typed, owner)
    const look = async () => {
      const { name, kind, departments: now } = await services.groups.get({ id }, owner)
      return { name, kind: ownGroupKind.parse(kind), departments: now }
    }
    type Typed = Awaited<ReturnType<typeof look>>
    const update = (input: Typed, seen?: Typed) =>
      services.groups.update({ id, ...input, ...(seen && { seen }) }, owner)
    return { services, owner, id, look, update }
  }

  it('is changed where something was typed, and nowhere else', async () => {
    const { look, update } = await sales()
    const seen = await look()
    update({ name: 'Shops', kind: 'departments', departments: ['Salg', 'Butik'] })
    update({ ...seen, departments: [...seen.departments, 'Indkøb'] }, seen)
    expect(await look()).toEqual({ name: 'Shops', kind: 'departments', departments: ['Butik', 'Indkøb', 'Salg'] })
    update({ ...seen, name: ' Market ', departments: ['Lager'] }, seen)
    expect(await look()).toEqual({ name: 'Market', kind: 'departments', departments: ['Butik', 'Indkøb'] })
    update({ ...seen, name: ' Sales ' }, seen)
    expect(await look()).toMatchObject({ name: 'Market' })
  })

  it('keeps the spelling of a department that was typed last', async () => {
    const { look, update } = await sales(['salg', 'LAGER'])
    const seen = await look()
    update({ ...seen, departments: ['SALG', 'LAGER'] })
    update({ ...seen, departments: ['salg', 'Lager', ' butik '] }, seen)
    expect((await look()).departments.toSorted()).toEqual(['Lager', 'SALG', 'butik'])
  })

  it('stays of the kind that others made it, with its people', async () => {
    const { services, owner, id, look, update } = await sales()
    const seen = await look()
    update({ name: 'Sales', kind: 'picked', departments: [] })
    const person = await addPerson(services, owner)
    services.groups.addMembers({ id, selection: some(person.id) }, owner)
    update({ ...seen, name: 'Shops' }, seen)
    expect(await look()).toEqual({ name: 'Shops', kind: 'picked', departments: [] })
    expect([...services.groups.membersOf(id)]).toEqual([person.id])
  })

  it('is refused without a department, with too many, and with a name that somebody else has taken', async () => {
    const { services, owner, look, update } = await sales()
    const seen = await look()
    update({ ...seen, departments: ['Lager'] })
    expect(() => update({ ...seen, departments: ['Salg'] }, seen)).toThrow('FIELD_INVALID')
    update({ ...seen, departments: Array.from({ length: 100 }, (_, at) => `D${at}`) })
    expect(() => update({ ...seen, departments: [...seen.departments, 'Butik'] }, seen)).toThrow(
      expect.objectContaining({ code: 'FIELD_INVALID', data: { field: 'departments', reason: 'tooMany' } }),
    )
    await services.groups.create(picked('Shops'), owner)
    expect(() => update({ ...seen, name: 'Shops' }, seen)).toThrow('GROUP_NAME_TAKEN')
  })

  it('leaves no entry where nothing changes', async () => {
    const { services, owner, look, update } = await sales(['Salg', 'Butik'])
    const count = async () => (await services.audit.list({ filter: everyEntry, offset: 0, limit: 1 }, owner)).total
    const seen = await look()
    const before = await count()
    expect(update({ ...seen, name: ' Sales ', departments: [' Salg', 'Butik', 'Butik'] })).toEqual({})
    update(seen, seen)
    expect(await count()).toBe(before)
    update({ ...seen, departments: ['salg', 'Butik'] })
    expect([(await look()).departments.toSorted(), await count()]).toEqual([['Butik', 'salg'], before + 1])
  })
})

describe('groups in groups', () => {
  it('count everybody once, and show who is a member through another group', async () => {
    const { services, owner, group } = await world()
    const [all, sales, shop] = [await group('All'), await group('Sales'), await group('Shop')]
    const a = (await addPerson(services, owner)).id
    const b = (await addPerson(services, owner)).id
    services.groups.addMembers({ id: all, selection: some(a) }, owner)
    services.groups.addMembers({ id: shop, selection: some(a, b) }, owner)
    services.groups.addGroups({ id: sales, groupIds: [shop] }, owner)
    services.groups.addGroups({ id: all, groupIds: [sales] }, owner)
    const { groups } = await services.groups.list({}, owner)
    expect(groups.map(({ name, memberCount, groupCount }) => [name, memberCount, groupCount])).toEqual([
      ['All', 2, 1],
      ['Sales', 2, 1],
      ['Shop', 2, 0],
    ])
    expect(await membersOf(services, all, owner)).toEqual([
      [a, true],
      [b, false],
    ])
    expect(await services.groups.get({ id: sales }, owner)).toMatchObject({
      subgroups: [{ name: 'Shop' }],
      within: [{ name: 'All' }],
    })
    expect(services.groups.groupsOf(b)).toHaveLength(3)
    services.groups.delete({ id: sales }, owner)
    expect([...services.groups.membersOf(all)]).toEqual([a])
  })

  it('refuse a circle of any length and name the group', async () => {
    const { services, owner, group } = await world()
    const [a, b, c] = [await group('A'), await group('B'), await group('C')]
    services.groups.addGroups({ id: a, groupIds: [b] }, owner)
    services.groups.addGroups({ id: b, groupIds: [c] }, owner)
    for (const [parent, child, name] of [
      [a, a, 'A'],
      [b, a, 'A'],
      [c, a, 'A'],
    ] as const) {
      expect(() => services.groups.addGroups({ id: parent, groupIds: [child] }, owner)).toThrow(
        expect.objectContaining({ code: 'GROUP_CIRCLE', data: { group: name } }),
      )
    }
    expect(services.groups.addGroups({ id: a, groupIds: [b, c] }, owner)).toEqual({ count: 1 })
    expect(services.groups.removeGroups({ id: a, groupIds: [b, c] }, owner)).toEqual({ count: 2 })
  })
})

describe('groups', () => {
  it('have names of their own, 1 to 64 characters', async () => {
    const { services, owner, group } = await world()
    await group('Økonomi')
    expect(() => services.groups.create(picked(' økonomi'), owner)).toThrow('GROUP_NAME_TAKEN')
    for (const name of ['', '  ', 'x'.repeat(65), 'a\u0000b']) {
      expect(() => services.groups.create(picked(name), owner), name).toThrow('FIELD_INVALID')
    }
    const { id } = await services.groups.create(picked('å'.repeat(64)), owner)
    services.groups.update({ id, ...picked('Å'.repeat(64)) }, owner)
    expect(() => services.groups.update({ id, ...picked('ØKONOMI') }, owner)).toThrow('GROUP_NAME_TAKEN')
  })

  it('are 500 at most', async () => {
    const { services, owner, group } = await world()
    for (let at = 0; at < 500; at += 1) await group(`Group ${at}`)
    expect(() => services.groups.create(picked('One more'), owner)).toThrow('TOO_MANY_GROUPS')
  })

  it('filter the list of users', async () => {
    const { services, owner, group } = await world()
    const id = await group('Sales')
    const { id: person } = await addPerson(services, owner)
    await addPerson(services, owner)
    services.groups.addMembers({ id, selection: some(person) }, owner)
    const query = { search: '', filter: { ...noFilter, group: [id] } }
    const sort = { by: 'displayName', direction: 'ascending', language: 'en' } as const
    const { rows, total } = await services.users.list({ query, sort, offset: 0, limit: 10 }, owner)
    expect([total, rows.map((row) => row.id)]).toEqual([1, [person]])
    const { count } = await services.passwords.previewMany(
      { selection: { kind: 'matching', query, except: [] }, action: 'reset' },
      owner,
    )
    expect(count).toBe(1)
  })

  it('that were deleted, and deleted people, are answered with NOT_FOUND', async () => {
    const { services, owner, ownerId, group } = await world()
    const id = await group('Sales')
    services.groups.delete({ id }, owner)
    expect(() => services.groups.get({ id }, owner)).toThrow('NOT_FOUND')
    expect(() => services.groups.addMembers({ id, selection: some(ownerId) }, owner)).toThrow('NOT_FOUND')
    expect(() => services.groups.of({ userId: 999 as UserId }, owner)).toThrow('NOT_FOUND')
    expect(() => services.groups.delete({ id }, owner)).toThrow('NOT_FOUND')
  })

  it('can be changed by user admins, and by no other role than theirs and global admins', async () => {
    const { services, owner } = await world()
    const admin = await signedInPerson(services, owner, ['userAdministrator'])
    const caller = createCaller(services.serve, admin.call)
    const { id } = await caller.groups.create(picked('Sales'))
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const reading = createCaller(services.serve, helper.call)
    expect((await reading.groups.list({})).groups).toHaveLength(1)
    await expect(reading.groups.delete({ id })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      data: { roles: ['globalAdministrator', 'userAdministrator'] },
    })
  })
})
