import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import type { DirectoryGroup } from '../../../electron/directory/directory.ts'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { everyEntry } from '../../../shared/audit.ts'
import { DomainError } from '../../../shared/errors.ts'
import type { GroupId, UserId } from '../../../shared/ids.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { noFilter } from '../../../shared/users.ts'
import { signedInPerson } from '../../support/test-services.ts'
import { generated } from '../../support/two-admins.ts'
import { codeOf, gate } from '../directory/in-memory-directory.ts'
import { entry, pretendOffice } from './pretend-directory.ts'

const later = (work: () => unknown) => codeOf(Promise.resolve().then(work))

/** A connected directory with some people, read once. */
async function officeOf(names: readonly string[] = ['anna', 'bo', 'cilla', 'dan']) {
  const desk = await pretendOffice()
  for (const name of names) desk.office.put(entry(name))
  await desk.office.look()
  const { services, owner } = desk
  const list = async () => (await services.groups.list({}, owner)).groups
  const idOf = async (name: string) => (await list()).find((one) => one.name === name)?.id as GroupId
  const people = async (group: GroupId) => {
    const query = { search: '', filter: { ...noFilter, group: [group] } }
    const sort = { by: 'username', direction: 'ascending', language: 'en' } as const
    const { rows } = await services.users.list({ query, sort, offset: 0, limit: 100 }, owner)
    return rows.map(({ username }) => username)
  }
  const peopleOf = async (name: string) => people(await idOf(name))
  const userOf = (name: string) => services.users.idOf(name) as UserId
  return { ...desk, list, idOf, people, peopleOf, userOf, caller: createCaller(services.serve, () => owner) }
}

describe('the groups of a directory', () => {
  it('are groups of Keydesk under the name of the directory, with the people of those that they hold', async () => {
    const { office, list, peopleOf, services, owner, userOf, idOf } = await officeOf()
    office.putGroup('g1', ['anna', 'g2'], 'Sales')
    office.putGroup('g2', ['bo', 'anna'], 'Shops')
    await office.look()
    expect(await list()).toMatchObject([
      { name: 'Sales (Office)', kind: 'directory', directory: 'Office', memberCount: 2, groupCount: 1, isGone: false },
      { name: 'Shops (Office)', kind: 'directory', directory: 'Office', memberCount: 2, groupCount: 0 },
    ])
    expect(await peopleOf('Sales (Office)')).toEqual(['anna', 'bo'])
    const { groups } = await services.groups.of({ userId: userOf('bo') }, owner)
    expect(groups.map(({ name }) => name)).toEqual(['Sales (Office)', 'Shops (Office)'])
    const details = await services.groups.get({ id: await idOf('Shops (Office)') }, owner)
    expect(details.within.map(({ name }) => name)).toEqual(['Sales (Office)'])
  })

  it('are followed by their keys: names, people and groups that they hold, read only where something has changed', async () => {
    const { office, list, peopleOf, idOf } = await officeOf()
    office.putGroup('g1', ['anna'], 'Sales')
    office.putGroup('g2', ['bo'], 'Shops')
    await office.look()
    const before = await idOf('Sales (Office)')
    office.state.readGroups.length = 0
    await office.look(false)
    expect(office.state.readGroups).toEqual([])
    office.putGroup('g1', ['bo', 'cilla'], 'Shops')
    office.putGroup('g2', ['bo'], 'Sales')
    await office.look(false)
    expect(office.state.readGroups.toSorted()).toEqual(['g1', 'g2'])
    expect(await idOf('Shops (Office)')).toBe(before)
    expect(await peopleOf('Shops (Office)')).toEqual(['bo', 'cilla'])
    office.groups.delete('g1')
    await office.look(false)
    expect((await list()).map(({ name }) => name)).toEqual(['Sales (Office)'])
    office.putGroup('g1', ['dan'], 'Shops')
    await office.look(false)
    expect(await idOf('Shops (Office)')).toBe(before)
    expect(await peopleOf('Shops (Office)')).toEqual(['dan'])
  })

  it('are not read again where nothing has changed in the directory, unless they were not read to their end', async () => {
    const { office, peopleOf } = await officeOf()
    office.putGroup('g1', ['anna'], 'Sales')
    await office.look()
    office.state.isUnchanged = true
    const before = office.state.lists
    await office.look(false)
    expect(office.state.lists).toBe(before)
    office.state.isUnchanged = false
    office.putGroup('g1', ['bo'], 'Sales')
    office.state.memberParts = async function* () {
      yield* []
      throw new DomainError('DIRECTORY_UNREACHABLE')
    }
    expect(await later(() => office.look(false))).toBe('DIRECTORY_UNREACHABLE')
    office.state.memberParts = null
    office.state.isUnchanged = true
    await office.look(false)
    expect(await peopleOf('Sales (Office)')).toEqual(['bo'])
  })

  it('take in people who come after the group that names them', async () => {
    const { office, peopleOf } = await officeOf()
    office.putGroup('g', ['anna', 'late'], 'Sales')
    await office.look()
    expect(await peopleOf('Sales (Office)')).toEqual(['anna'])
    office.put(entry('late'))
    await office.look(false)
    expect(await peopleOf('Sales (Office)')).toEqual(['anna', 'late'])
  })

  it('hold nobody of another directory, even where keys are the same', async () => {
    const { connect, office, people, idOf, services, owner } = await officeOf(['anna'])
    const lab = await connect('Lab')
    lab.put(entry('anna', { username: 'lab-anna' }))
    lab.putGroup('g', ['anna'], 'Sales')
    office.putGroup('g', ['anna'], 'Sales')
    await office.look()
    await lab.look()
    expect(await people(await idOf('Sales (Lab)'))).toEqual(['lab-anna'])
    expect(await people(await idOf('Sales (Office)'))).toEqual(['anna'])
    await services.directories.remove({ id: lab.id, people: 'remove' }, owner)
    expect((await services.groups.list({}, owner)).groups.map(({ name }) => name)).toEqual(['Sales (Office)'])
  })

  it('can be changed only in the directory, and be put into groups of Keydesk', async () => {
    const { office, services, owner, idOf, peopleOf, userOf } = await officeOf()
    office.putGroup('g', ['anna'], 'Sales')
    await office.look()
    const id = await idOf('Sales (Office)')
    const own = await services.groups.create({ name: 'Sales', kind: 'picked', departments: [] }, owner)
    const selection = { kind: 'users', ids: [userOf('bo')] } as const
    const refused = { code: 'GROUP_IN_DIRECTORY', data: { directory: 'Office' } }
    const ways: Readonly<Record<string, () => unknown>> = {
      update: () => services.groups.update({ id, name: 'X', kind: 'picked', departments: [] }, owner),
      delete: () => services.groups.delete({ id }, owner),
      addMembers: () => services.groups.addMembers({ id, selection }, owner),
      removeMembers: () => services.groups.removeMembers({ id, selection }, owner),
      addGroups: () => services.groups.addGroups({ id, groupIds: [own.id] }, owner),
      removeGroups: () => services.groups.removeGroups({ id, groupIds: [own.id] }, owner),
    }
    for (const [name, way] of Object.entries(ways))
      await expect(Promise.resolve().then(way), name).rejects.toMatchObject(refused)
    await services.groups.addGroups({ id: own.id, groupIds: [id] }, owner)
    expect(await peopleOf('Sales')).toEqual(['anna'])
  })
})

describe('groups of a hostile or careless directory', () => {
  it('that hold each other, themselves and nobody who is there, are counted and end', async () => {
    const { office, list } = await officeOf()
    office.putGroup('g1', ['g2', 'g1', 'nobody', 'anna', 'anna'])
    office.putGroup('g2', ['g1', 'bo', ''])
    await office.look()
    expect((await list()).map(({ memberCount }) => memberCount)).toEqual([2, 2])
  })

  it('have names that can be seen, told apart and steer no screen, and none passes for the only one', async () => {
    const { office, list } = await officeOf()
    office.putGroup('key-1', [], 'Help\u001b[2Jdesk\u202e')
    office.putGroup('key-2', [], '\u200b')
    office.putGroup('key-000003', [], 'Boss')
    office.putGroup('key-000004', [], 'BOSS\u00ad')
    office.putGroup('key-5', [], 'Boss [key-0000]')
    office.putGroup('key-6', [], `${'\u00e5\u0301 '.repeat(1_000_000)}`)
    await office.look()
    const names = (await list()).map(({ name }) => name.slice(0, 30))
    expect(names).toContain('Help [2Jdesk (Office)')
    expect(names).toContain('key-2 (Office)')
    expect(names.filter((name) => name.toLowerCase().startsWith('boss')).toSorted()).toEqual([
      'BOSS [key-000004] (Office)',
      'Boss [key-000003] (Office)',
      'Boss [key-0000] (Office)',
    ])
    await office.look()
    expect((await list()).map(({ name }) => name.slice(0, 30))).toEqual(names)
  })

  it('of a hundred thousand people are read in steps that let others work', async () => {
    const names = Array.from({ length: 3000 }, (_, at) => `p${at}`)
    const { office, idOf, services, owner } = await officeOf(names)
    const strangers = Array.from({ length: 97_000 }, (_, at) => `stranger-${at}`)
    office.putGroup('g', [...strangers, ...names], 'Everybody')
    const delay = monitorEventLoopDelay()
    delay.enable()
    await office.look(false)
    delay.disable()
    const details = await services.groups.get({ id: await idOf('Everybody (Office)') }, owner)
    expect(details.memberCount).toBe(3000)
    // Far above the 50 ms that are meant, because tests run on machines that are busy.
    expect(delay.max / 1e6).toBeLessThan(1000)
    office.putGroup('g', [], 'Everybody')
    await office.look(false)
    expect((await services.groups.get({ id: details.id }, owner)).memberCount).toBe(0)
  })

  it('that never end are given up with the reason, and everything stays as it was', async () => {
    const { office, list, services, owner } = await officeOf()
    office.putGroup('g', ['anna'], 'Sales')
    await office.look()
    office.state.groupPages = async function* () {
      for (let at = 0; ; at += 1) yield [{ key: `g${at}`, name: `Group ${at}`, version: '1' }]
    }
    expect(await later(() => office.look())).toBe('DIRECTORY_UNREACHABLE')
    expect(await list()).toMatchObject([{ name: 'Sales (Office)', memberCount: 1 }])
    const { directories } = await services.directories.list({}, owner)
    expect(directories).toMatchObject([{ fault: 'tooManyGroups', people: 4 }])
  })
})

describe('a look at groups that is cut', () => {
  it('takes nobody out of a group that was not read to its end, nor a group away, and the next one goes on', async () => {
    const { office, peopleOf, list } = await officeOf()
    office.putGroup('g1', ['anna', 'bo'], 'Sales')
    office.putGroup('g2', ['cilla'], 'Shops')
    await office.look()
    office.putGroup('g1', ['dan'], 'Sales')
    office.state.memberParts = async function* () {
      yield { group: 'g1', members: ['dan'] }
      throw new DomainError('DIRECTORY_UNREACHABLE')
    }
    expect(await later(() => office.look(false))).toBe('DIRECTORY_UNREACHABLE')
    expect(await peopleOf('Sales (Office)')).toEqual(['anna', 'bo'])
    office.state.groupPages = async function* () {
      yield [...office.groups.values()].slice(1) as DirectoryGroup[]
      throw new DomainError('DIRECTORY_UNREACHABLE')
    }
    expect(await later(() => office.look(false))).toBe('DIRECTORY_UNREACHABLE')
    expect(await list()).toHaveLength(2)
    office.state.groupPages = null
    office.state.memberParts = null
    await office.look(false)
    expect(await peopleOf('Sales (Office)')).toEqual(['dan'])
  })

  it('by disconnecting says that the directory is not there, and leaves no group behind', async () => {
    const { office, services, owner, list } = await officeOf()
    const [reached, mayGoOn] = [gate(), gate()]
    office.putGroup('g', ['anna'], 'Sales')
    office.state.memberParts = async function* () {
      yield { group: 'g', members: ['anna'] }
      reached.open()
      await mayGoOn.promise
    }
    const looking = later(() => office.look())
    await reached.promise
    await services.directories.remove({ id: office.id, people: 'remove' }, owner)
    mayGoOn.open()
    expect(await looking).toBe('NOT_FOUND')
    expect(await list()).toEqual([])
  })
})

describe('a role that is limited to a group of a directory', () => {
  const role = 'helpdeskAdministrator'
  async function helped(isNested = false) {
    const world = await officeOf()
    const { office, services, owner, idOf } = world
    office.putGroup('g', ['anna'], 'Sales')
    await office.look()
    const group = await idOf('Sales (Office)')
    const own = await services.groups.create({ name: 'Outer', kind: 'picked', departments: [] }, owner)
    await services.groups.addGroups({ id: own.id, groupIds: [group] }, owner)
    const helper = await signedInPerson(services, owner, [role])
    const limits = [{ role, groups: [isNested ? own.id : group] }] as const
    await services.roles.set({ userId: helper.id, roles: [role], limits }, owner)
    const caller = createCaller(services.serve, () => ({ ...helper.call(), isConfirmed: true }))
    const canReset = async (name: string) => (await caller.users.get({ id: world.userOf(name) })).canReset
    return { ...world, helper, helperCaller: caller, group, canReset }
  }

  it('reaches who is in it, and follows the directory at the next look', async () => {
    const { office, canReset, helperCaller, userOf, owner, services } = await helped()
    expect([await canReset('anna'), await canReset('bo')]).toEqual([true, false])
    const reset = (name: string) =>
      later(() => helperCaller.passwords.reset({ userId: userOf(name), mustChange: true, choice: generated }))
    expect(await reset('bo')).toBe('NOT_ALLOWED')
    office.putGroup('g', ['bo'], 'Sales')
    await office.look(false)
    expect([await canReset('anna'), await canReset('bo')]).toEqual([false, true])
    expect(await reset('bo')).toBeNull()
    expect(await reset('anna')).toBe('NOT_ALLOWED')
    const { entries } = await services.audit.list({ filter: everyEntry, offset: 0, limit: 50 }, owner)
    const moved = entries.filter(({ target }) => target === 'Sales (Office)')
    expect(moved.map(({ actor, action, detail }) => [actor, action, detail])).toEqual([
      ['', 'Add member to group.', { people: '1', ids: String(userOf('bo')) }],
      ['', 'Remove member from group.', { people: '1', ids: String(userOf('anna')) }],
    ])
  })

  it('reaches nobody once the group is gone, and its people again when it is back', async () => {
    const { office, canReset, list, services, owner, group } = await helped()
    office.groups.delete('g')
    await office.look(false)
    expect([await canReset('anna'), await canReset('bo')]).toEqual([false, false])
    expect((await list())[1]).toMatchObject({ id: group, name: 'Sales (Office)', isGone: true, memberCount: 0 })
    expect((await services.groups.get({ id: group }, owner)).uses).toHaveLength(1)
    office.putGroup('g', ['anna', 'bo'], 'Sales')
    await office.look(false)
    expect([await canReset('anna'), await canReset('bo')]).toEqual([true, true])
    expect((await list())[1]).toMatchObject({ id: group, isGone: false })
  })

  it('reaches through a group of Keydesk too, as long as the directory has the group', async () => {
    const { office, canReset } = await helped(true)
    expect(await canReset('anna')).toBe(true)
    office.groups.delete('g')
    await office.look(false)
    expect(await canReset('anna')).toBe(false)
  })

  it('keeps the directory connected until it is changed', async () => {
    const { office, services, owner, helper, list } = await helped()
    const remove = () => services.directories.remove({ id: office.id, people: 'remove' }, owner)
    await expect(Promise.resolve().then(remove)).rejects.toMatchObject({
      code: 'DIRECTORY_GROUPS_IN_USE',
      data: { groups: ['Sales'] },
    })
    expect(await list()).toHaveLength(2)
    await services.roles.set({ userId: helper.id, roles: [], limits: [] }, owner)
    await remove()
    expect((await list()).map(({ name }) => name)).toEqual(['Outer'])
  })
})

describe('rules that hang on a group of a directory', () => {
  it('go on for its last known people when the directory has it no more, so that nobody gets out of them unseen', async () => {
    const { office, services, owner, idOf, userOf, caller } = await officeOf()
    office.putGroup('g', ['anna'], 'Sales')
    await office.look()
    const group = await idOf('Sales (Office)')
    const { historyCount, historyDays, minimumAgeHours, maximumSequence, isStrict, rules } = defaultPolicies.protection
    const own = { historyCount, historyDays, minimumAgeHours, maximumSequence, isStrict }
    const rule = { groupId: group, name: '', preset: 'own', rules: { ...rules, minimumLength: 30 }, ...own } as const
    const selfService = { ...defaultPolicies.selfService, enabledFor: 'all', except: [group] } as const
    await services.policies.save({ ...defaultPolicies, groupRules: [rule], selfService }, owner)
    const lengthFor = async () =>
      (await services.passwords.policy({ userId: userOf('anna') }, owner)).rules.minimumLength
    const isExcepted = async () => (await caller.registration.of({ userId: userOf('anna') })).isEnabled === false
    expect([await lengthFor(), await isExcepted()]).toEqual([30, true])
    office.groups.delete('g')
    await office.look(false)
    expect([await lengthFor(), await isExcepted()]).toEqual([30, true])
  })

  it('let nobody use self-service any more for whom it was opened by a group that is gone', async () => {
    const { office, services, owner, idOf, userOf, caller } = await officeOf()
    office.putGroup('g', ['anna'], 'Sales')
    await office.look()
    const groups = [await idOf('Sales (Office)')]
    const selfService = { ...defaultPolicies.selfService, enabledFor: 'selected', groups } as const
    await services.policies.save({ ...defaultPolicies, selfService }, owner)
    const isEnabled = async () => (await caller.registration.of({ userId: userOf('anna') })).isEnabled
    expect(await isEnabled()).toBe(true)
    office.groups.delete('g')
    await office.look(false)
    expect(await isEnabled()).toBe(false)
  })
})
