import { describe, expect, it } from 'vitest'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { ownDirectory } from '../../../shared/directories.ts'
import { DomainError, isDomainError } from '../../../shared/errors.ts'
import { noFilter, type UserFilter } from '../../../shared/users.ts'
import { connectionTo } from '../directory/slapd.ts'
import { entry, pretendOffice } from './pretend-directory.ts'

const sort = { by: 'directory', direction: 'ascending', language: 'en' } as const

async function twoOffices() {
  const desk = await pretendOffice()
  const lab = await desk.connect('Lab')
  for (const name of ['anna', 'bo']) desk.office.put(entry(name))
  lab.put(entry('cilla'))
  await desk.office.look()
  await lab.look()
  return { ...desk, lab, caller: createCaller(desk.services.serve, () => desk.owner) }
}

describe('people of several directories in one list', () => {
  it('say where they live, are sorted by it, found by it and counted', async () => {
    const { caller, office, lab } = await twoOffices()
    const list = async (filter: Partial<UserFilter>) => {
      const query = { search: '', filter: { ...noFilter, ...filter } }
      const { rows } = await caller.users.list({ query, sort, offset: 0, limit: 10 })
      return rows.map(({ username, directory }) => `${username} ${directory ?? 'own'}`)
    }
    const everybody = await list({})
    expect(everybody.slice(1)).toEqual(['cilla Lab', 'anna Office', 'bo Office'])
    expect(everybody[0]).toMatch(/ own$/)
    expect(await list({ directory: [lab.id] })).toEqual(['cilla Lab'])
    expect(await list({ directory: [ownDirectory, lab.id] })).toEqual([everybody[0], 'cilla Lab'])
    const { directory } = await caller.users.counts({ search: '', filter: { ...noFilter, directory: [lab.id] } })
    expect(directory).toEqual({ [ownDirectory]: 1, [office.id]: 2, [lab.id]: 1 })
  })

  it('are all people of a directory for a job that is given all who match', async () => {
    const { caller, office } = await twoOffices()
    const query = { search: '', filter: { ...noFilter, directory: [office.id] } }
    const file = await caller.users.exportFile({
      selection: { kind: 'matching', query, except: [] },
      language: 'en',
    })
    expect(file.count).toBe(2)
  })

  it('are shown by a saved view until their directory is connected no more, and then by none', async () => {
    const { caller, services, owner, office } = await twoOffices()
    const filter: UserFilter = { ...noFilter, directory: [office.id] }
    const conditions = { search: '', filter, sort: { by: 'directory', direction: 'ascending' } as const }
    await caller.views.add({ name: 'Office', conditions })
    expect((await caller.views.list({})).views).toMatchObject([{ conditions, missing: [] }])
    await services.directories.remove({ id: office.id, people: 'remove' }, owner)
    const missing = [{ kind: 'directory', value: String(office.id) }]
    expect((await caller.views.list({})).views).toMatchObject([{ missing }])
  })
})

describe('the name of a directory', () => {
  it('is given once, however it is written, when it is connected and when it is changed', async () => {
    const { services, owner, lab } = await twoOffices()
    const { connection, password } = connectionTo({ tlsPort: 1, authority: '' })
    const taken = (call: () => unknown) =>
      Promise.resolve()
        .then(call)
        .then(
          () => null,
          (error: unknown) => (isDomainError(error, 'FIELD_INVALID') ? error.data : error),
        )
    const fault = { field: 'name', reason: 'taken' }
    for (const name of ['Office', 'office', 'Of\u00adfice ']) {
      const wanted = { connection: { ...connection, name }, password }
      expect(await taken(() => services.directories.add(wanted, owner)), name).toEqual(fault)
      expect(await taken(() => services.directories.save({ id: lab.id, ...wanted }, owner)), name).toEqual(fault)
    }
    const same = { id: lab.id, connection: { ...connection, name: 'LAB' }, password }
    expect(await taken(() => services.directories.save(same, owner))).toBeNull()
  })
})

it('an admin who sees the people sees which directories there are, and how old their people are', async () => {
  const { caller, lab } = await twoOffices()
  lab.state.isAway = true
  await expect(lab.look()).rejects.toThrow(DomainError)
  const { directories } = await caller.directories.freshness({})
  expect(directories).toMatchObject([
    { name: 'Office', fault: null },
    { name: 'Lab', fault: 'refused' },
  ])
  expect(directories.every(({ lookedAt }) => lookedAt !== null)).toBe(true)
})
