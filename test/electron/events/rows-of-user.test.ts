import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { UserId } from '../../../shared/ids.ts'
import { setUp } from '../../support/test-services.ts'

/** Tables whose rows are about somebody: by a foreign key to them, or by a column that says so. */
function tablesOfPeople(sql: Sqlite.Database): readonly string[] {
  const tables = sql.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[]
  return tables.filter((table) => {
    const keys = sql.pragma(`foreign_key_list(${table})`) as { table: string; from: string }[]
    const columns = sql.pragma(`table_info(${table})`) as { name: string }[]
    return keys.some((key) => key.table === 'users') || columns.some(({ name }) => name === 'user_id')
  })
}

it('each table about people has a slice that says what becomes of it when its person is deleted', async () => {
  const { services, dataDir } = await setUp()
  const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
  const tables = tablesOfPeople(sql)
  sql.close()
  expect(tables.length).toBeGreaterThan(15)
  expect(tables.filter((table) => !services.rowsOfUser.has(table)).sort()).toEqual([])
  expect([...services.rowsOfUser.keys()].filter((table) => !tables.includes(table))).toEqual([])
})

it('a table that no slice has registered is found', () => {
  const sql = new Sqlite(':memory:')
  sql.exec('CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE notes (text TEXT, user_id INTEGER)')
  sql.exec('CREATE TABLE cards (owner INTEGER REFERENCES users (id)); CREATE TABLE colours (name TEXT)')
  expect(tablesOfPeople(sql)).toEqual(['notes', 'cards'])
  sql.close()
})

it('whoever is deleted leaves nothing in a table that goes with them, whatever was in it', async () => {
  const { services, owner, dataDir } = await setUp()
  const { id } = await services.users.add(
    { username: 'anna@nordwind.test', displayName: 'Anna', contact: {}, language: null },
    owner,
  )
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  const going = [...services.rowsOfUser].filter(([, end]) => end === 'goWithDeletion').map(([table]) => table)
  sql.pragma('foreign_keys = OFF')
  sql.pragma('ignore_check_constraints = ON')
  for (const table of going) fill(sql, table, id)
  const count = (table: string) => sql.prepare(`SELECT count(*) FROM ${table} WHERE user_id = ?`).pluck().get(id)
  expect(going.map(count)).toEqual(going.map(() => 1))
  await services.users.deleteMany({ ids: [id] }, owner)
  expect(going.map((table) => [table, count(table)])).toEqual(going.map((table) => [table, 0]))
  sql.close()
})

/** One row about somebody, with whatever the columns take. */
function fill(sql: Sqlite.Database, table: string, id: UserId): void {
  const columns = sql.pragma(`table_info(${table})`) as { name: string; type: string; notnull: number; pk: number }[]
  const values: Readonly<Record<string, unknown>> = { TEXT: 'x', INTEGER: 99, BLOB: Buffer.from('x') }
  const known: Readonly<Record<string, unknown>> = {
    user_id: id,
    role: 'reportsReader',
    kind: 'admin',
    purpose: 'reset',
  }
  const given = columns.filter(({ notnull, pk, name }) => notnull === 1 || pk > 0 || name in known)
  const names = given.map(({ name }) => name)
  const row = given.map(({ name, type }) => known[name] ?? values[type])
  sql.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(...row)
}
