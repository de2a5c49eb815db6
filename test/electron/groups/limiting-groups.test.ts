import { describe, expect, it } from 'vitest'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { everyEntry } from '../../../shared/audit.ts'
import type { GroupId, UserId } from '../../../shared/ids.ts'
import { upload } from '../../support/import-people.ts'
import { addPerson, setUp, signedInPerson } from '../../support/test-services.ts'

const users = (...ids: UserId[]) => ({ kind: 'users', ids }) as const

/** A helpdesk admin limited to Reach, which holds a picked group, one of a department, and one of those inside another. */
async function office() {
  const desk = await setUp()
  const { services, owner } = desk
  const make = async (name: string, departments: readonly string[] = []) => {
    const kind = departments.length === 0 ? 'picked' : 'departments'
    return (await services.groups.create({ name, kind, departments }, owner)).id
  }
  const reach = await make('Reach')
  const inner = await make('Inner')
  const sales = await make('Sales', ['Salg'])
  const free = await make('Free', ['Lager'])
  await services.groups.addGroups({ id: reach, groupIds: [inner] }, owner)
  await services.groups.addGroups({ id: inner, groupIds: [sales] }, owner)
  const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
  const role = 'helpdeskAdministrator'
  await services.roles.set({ userId: helper.id, roles: [role], limits: [{ role, groups: [reach] }] }, owner)
  const person = await addPerson(services, owner)
  const admin = await signedInPerson(services, owner, ['userAdministrator'])
  const as = (who: typeof admin) => createCaller(services.serve, () => ({ ...who.call(), isConfirmed: true }))
  const caller = as(admin)
  const moved = (department: string, id = person.id, username = person.username) => ({
    ...{ id, username, displayName: 'Moved', contact: { department }, language: null },
  })
  return { ...desk, reach, inner, sales, free, person, admin, helper, caller, make, moved }
}
type Office = Awaited<ReturnType<typeof office>>
const refusal = { code: 'GROUP_LIMITS_ROLE', data: { group: 'Reach', roles: ['globalAdministrator'] } }

/** Every way to change whom the limited role reaches, by the hand of whoever the caller is. */
const ways: Readonly<Record<string, (world: Office, caller: Office['caller']) => Promise<unknown>>> = {
  'its people': ({ reach, person }, caller) => caller.groups.addMembers({ id: reach, selection: users(person.id) }),
  'the people of a group inside': ({ inner, person }, caller) =>
    caller.groups.addMembers({ id: inner, selection: users(person.id) }),
  'people who leave': ({ inner, person }, caller) =>
    caller.groups.removeMembers({ id: inner, selection: users(person.id) }),
  'groups that come in': ({ inner, free }, caller) => caller.groups.addGroups({ id: inner, groupIds: [free] }),
  'groups that leave': ({ reach, inner }, caller) => caller.groups.removeGroups({ id: reach, groupIds: [inner] }),
  'the departments of a group inside': ({ sales }, caller) =>
    caller.groups.update({ id: sales, name: 'Sales', kind: 'departments', departments: ['Salg', 'Lager'] }),
  'its kind': ({ reach }, caller) =>
    caller.groups.update({ id: reach, name: 'Reach', kind: 'departments', departments: ['Lager'] }),
  'the end of a group inside': ({ sales }, caller) => caller.groups.delete({ id: sales }),
  "somebody's department, into it": ({ moved }, caller) => caller.users.edit(moved(' SALG ')),
  "somebody's department, out of it": async ({ services, owner, moved }, caller) => {
    await services.users.edit(moved('Salg'), owner)
    return caller.users.edit(moved('Lager'))
  },
  'the own department': ({ admin, moved }, caller) => caller.users.edit(moved('Salg', admin.id, admin.username)),
  'somebody new': (_, caller) =>
    caller.users.add({
      username: 'new@nordwind.test',
      displayName: 'New',
      contact: { department: 'Salg' },
      language: null,
    }),
}

describe('a group that limits a role, also through groups in it', () => {
  it.each(Object.keys(ways))('is not changed by a user admin: %s', async (name) => {
    const world = await office()
    const way = ways[name] as (typeof ways)[string]
    await expect(way(world, world.caller)).rejects.toMatchObject(refusal)
    const filter = { ...everyEntry, person: world.admin.username }
    const { entries } = await world.services.audit.list({ filter, offset: 0, limit: 1 }, world.owner)
    expect(entries[0]).toMatchObject({ result: 'failure', reason: 'GROUP_LIMITS_ROLE' })
    const owner = createCaller(world.services.serve, () => world.owner)
    await way(world, owner)
  })

  it('takes nobody in from a file: the rows of its departments are named and left out', async () => {
    const { services, owner, admin } = await office()
    const file = 'User name,Display name,Department\na@b.test,A,Salg\nb@b.test,B,Lager\n'
    const call = { ...admin.call(), isConfirmed: true }
    const importId = await upload(services, call, Buffer.from(file))
    const { good, problems } = await services.imports.previewUsers({ importId }, call)
    expect([good, problems]).toEqual([
      1,
      [{ line: 2, column: 'Department', person: 'a@b.test', value: '', reason: 'departmentDecides', detail: null }],
    ])
    expect(await services.imports.importUsers({ importId }, call)).toMatchObject({ imported: 1 })
    const again = await upload(services, owner, Buffer.from(file.replace('b@b', 'c@b')))
    expect((await services.imports.previewUsers({ importId: again }, owner)).good).toBe(2)
  })

  it('is looked for again before a file comes in, because a role may have been limited since the preview', async () => {
    const { services, owner, admin, helper, free } = await office()
    const call = { ...admin.call(), isConfirmed: true }
    const importId = await upload(services, call, Buffer.from('User name,Display name,Department\nb@b.test,B,Lager\n'))
    await services.imports.previewUsers({ importId }, call)
    const role = 'helpdeskAdministrator'
    const limits = [{ role, groups: [free] as readonly GroupId[] }] as const
    await services.roles.set({ userId: helper.id, roles: [role], limits }, owner)
    await expect(async () => services.imports.importUsers({ importId }, call)).rejects.toMatchObject({
      code: 'IMPORT_CHANGED',
    })
  })

  it('can be renamed by a user admin whose form shows departments of before, and what is typed in it is refused', async () => {
    const { services, owner, caller, sales } = await office()
    const seen = { name: 'Sales', kind: 'departments', departments: ['Salg'] } as const
    await services.groups.update({ id: sales, ...seen, departments: ['Salg', 'Butik'] }, owner)
    await caller.groups.update({ id: sales, ...seen, name: 'Shops', seen })
    expect(await services.groups.get({ id: sales }, owner)).toMatchObject({
      name: 'Shops',
      departments: ['Butik', 'Salg'],
    })
    const update = caller.groups.update({ id: sales, ...seen, departments: ['Salg', 'Lager'], seen })
    await expect(update).rejects.toMatchObject(refusal)
  })

  it('leaves user admins every other group and department', async () => {
    const { caller, reach, free, person, make, moved } = await office()
    const other = await make('Other')
    await caller.groups.addMembers({ id: other, selection: users(person.id) })
    await caller.groups.addGroups({ id: other, groupIds: [reach] })
    await caller.groups.update({ id: free, name: 'Free', kind: 'departments', departments: ['Lager', 'Butik'] })
    await caller.groups.update({ id: reach, name: 'Renamed', kind: 'picked', departments: [] })
    await caller.users.edit(moved('Lager'))
    await caller.users.edit(moved('Butik'))
    await caller.groups.delete({ id: other })
  })
})
