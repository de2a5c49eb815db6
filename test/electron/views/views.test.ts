import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { everyEntry } from '../../../shared/audit.ts'
import { noFilter } from '../../../shared/users.ts'
import { maximumViews, type ViewConditions, viewName } from '../../../shared/views.ts'
import { setUp, signedInPerson } from '../../support/test-services.ts'

const everybody: ViewConditions = { search: '', filter: noFilter, sort: { by: 'username', direction: 'ascending' } }
const blocked: ViewConditions = { ...everybody, search: 'sal', filter: { ...noFilter, signIn: ['blocked'] } }

/** An organisation whose store can be written to beside the services, as a newer version or a bad disk would. */
async function withStore() {
  const test = await setUp()
  const list = async () => (await test.services.views.list({}, test.owner)).views
  const store = (name: string, conditions: string) => {
    const sql = new Sqlite(join(test.dataDir, 'keydesk.db'))
    sql.prepare('INSERT INTO views (name, name_key, conditions) VALUES (?, ?, ?)').run(name, name, conditions)
    sql.close()
  }
  return { ...test, list, store }
}

it('keeps views for all admins, in the order of their names', async () => {
  const { services, owner, list } = await withStore()
  const { id } = await services.views.add({ name: 'Økonomi', conditions: blocked }, owner)
  await services.views.add({ name: 'alle', conditions: everybody }, owner)
  const reader = await signedInPerson(services, owner, ['globalReader'])
  expect((await services.views.list({}, reader.call())).views).toEqual([
    { id: expect.any(Number), name: 'alle', conditions: everybody, missing: [] },
    { id, name: 'Økonomi', conditions: blocked, missing: [] },
  ])
  await services.views.edit({ id, name: 'ØKONOMI', conditions: everybody }, owner)
  expect((await list())[1]).toMatchObject({ name: 'ØKONOMI', conditions: everybody })
  await services.views.remove({ id }, owner)
  expect((await list()).map((view) => view.name)).toEqual(['alle'])
  expect(() => services.views.remove({ id }, owner)).toThrow('NOT_FOUND')
  expect(() => services.views.edit({ id, name: 'x', conditions: everybody }, owner)).toThrow('NOT_FOUND')
})

it('has each name once, whatever the case, and fifty of them', async () => {
  const { services, owner } = await withStore()
  const { id } = await services.views.add({ name: 'Éva', conditions: everybody }, owner)
  expect(() => services.views.add({ name: 'ÉVA', conditions: everybody }, owner)).toThrow('VIEW_NAME_TAKEN')
  await services.views.edit({ id, name: 'éva', conditions: everybody }, owner)
  for (let at = 1; at < maximumViews; at += 1)
    await services.views.add({ name: `View ${at}`, conditions: everybody }, owner)
  expect(() => services.views.add({ name: 'One more', conditions: everybody }, owner)).toThrow('TOO_MANY_VIEWS')
  expect(() => services.views.edit({ id, name: 'view 1', conditions: everybody }, owner)).toThrow('VIEW_NAME_TAKEN')
  expect([' x ', '', ' ', 'a\u0000b', 'x'.repeat(65)].map((name) => viewName.safeParse(name).success)).toEqual([
    ...[true, false, false, false, false],
  ])
})

it('never shows more people than a view was made for', async () => {
  const { list, store } = await withStore()
  const filter = { ...noFilter, role: ['globalReader', 'chiefWizard'], planet: ['Mars'] }
  store('a newer version', JSON.stringify({ ...everybody, filter }))
  store('broken', '{"search":')
  store('half', JSON.stringify({ search: 'x' }))
  store('odd order', JSON.stringify({ ...blocked, sort: { by: 'shoeSize' } }))
  expect(await list()).toMatchObject([
    {
      conditions: null,
      missing: [
        { kind: 'role', value: 'chiefWizard' },
        { kind: 'planet', value: 'Mars' },
      ],
    },
    { conditions: null, missing: [] },
    { conditions: null, missing: [] },
    { conditions: { ...blocked, sort: { by: 'displayName', direction: 'ascending' } }, missing: [] },
  ])
})

it('says which department has no members any more', async () => {
  const { services, owner, list } = await withStore()
  const conditions = { ...everybody, filter: { ...noFilter, department: ['Salg', ''] } }
  await services.views.add({ name: 'Salg', conditions }, owner)
  expect(await list()).toMatchObject([{ conditions, missing: [{ kind: 'department', value: 'Salg' }] }])
  const user = { username: 'bo@nordwind.test', displayName: 'Bo', language: null }
  const { id } = await services.users.add({ ...user, contact: { department: 'Salg' } }, owner)
  expect(await list()).toMatchObject([{ missing: [] }])
  await services.users.deleteMany({ ids: [id] }, owner)
  expect(await list()).toMatchObject([{ missing: [{ kind: 'department', value: 'Salg' }] }])
})

it('writes whom a view shows into the audit log, and how that changed', async () => {
  const { services, owner } = await withStore()
  const { id } = await services.views.add({ name: 'Blocked', conditions: blocked }, owner)
  await services.views.edit({ id, name: 'Everybody', conditions: everybody }, owner)
  await services.views.remove({ id }, owner)
  const { entries } = await services.audit.list({ filter: everyEntry, offset: 0, limit: 3 }, owner)
  expect(entries.map(({ action, target, detail }) => ({ action, target, detail }))).toEqual([
    { action: 'Delete view.', target: 'Everybody', detail: {} },
    {
      action: 'Update view.',
      target: 'Blocked',
      detail: { name: 'Blocked → Everybody', search: 'sal → –', signIn: 'blocked → –' },
    },
    { action: 'Add view.', target: 'Blocked', detail: { search: 'sal', signIn: 'blocked' } },
  ])
})

it('says that a group is gone, and then shows nobody', async () => {
  const { services, owner, list } = await withStore()
  const { id } = await services.groups.create({ name: 'Sales', kind: 'picked', departments: [] }, owner)
  const conditions = { ...everybody, filter: { ...noFilter, group: [id] } }
  await services.views.add({ name: 'Sales', conditions }, owner)
  expect(await list()).toMatchObject([{ conditions, missing: [] }])
  await services.groups.delete({ id }, owner)
  expect(await list()).toMatchObject([{ conditions, missing: [{ kind: 'group', value: String(id) }] }])
  const { filter, search } = conditions
  const sort = { ...everybody.sort, language: 'en' } as const
  const shown = await services.users.list({ query: { search, filter }, sort, offset: 0, limit: 9 }, owner)
  expect(shown.total).toBe(0)
})
