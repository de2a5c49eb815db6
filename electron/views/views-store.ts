import type { ViewId } from '../../shared/views.ts'
import type { Sql } from '../db/database.ts'

export type ViewRow = { readonly id: ViewId; readonly name: string; readonly conditions: string }

/** The SQL of saved views. */
export function createViewsStore(sql: Sql) {
  const all = sql.prepare<[], ViewRow>('SELECT id, name, conditions FROM views ORDER BY name_key')
  const get = sql.prepare<[number], ViewRow>('SELECT id, name, conditions FROM views WHERE id = ?')
  const idByKey = sql.prepare<[string], ViewId>('SELECT id FROM views WHERE name_key = ?').pluck()
  const count = sql.prepare<[], number>('SELECT count(*) FROM views').pluck()
  const add = sql.prepare('INSERT INTO views (name, name_key, conditions) VALUES (?, ?, ?)')
  const edit = sql.prepare('UPDATE views SET name = ?, name_key = ?, conditions = ? WHERE id = ?')
  const remove = sql.prepare('DELETE FROM views WHERE id = ?')
  return {
    all: () => all.all(),
    get: (id: number): ViewRow | null => get.get(id) ?? null,
    idOf: (name: string): ViewId | null => idByKey.get(keyOf(name)) ?? null,
    count: () => count.get() as number,
    add: (name: string, conditions: string) => Number(add.run(name, keyOf(name), conditions).lastInsertRowid) as ViewId,
    edit: (id: number, name: string, conditions: string) => edit.run(name, keyOf(name), conditions, id),
    remove: (id: number) => remove.run(id),
  }
}

/** Names that a reader takes for the same name have the same key. */
function keyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}
