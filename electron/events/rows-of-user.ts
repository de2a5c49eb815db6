import type { Sql } from '../db/database.ts'
import type { Events } from './events.ts'

/** What becomes of a table's rows about somebody: gone with the deletion, back with a restore, or a record of what was done that outlives both. */
export type RowsEnd = 'goWithDeletion' | 'stayForRestore' | 'recordWhatWasDone'
export type RowsOfUser = ReturnType<typeof createRowsOfUser>

/** Each slice says here what becomes of its rows about a person; a test finds tables that no slice has registered. */
export function createRowsOfUser({ sql, events }: { readonly sql: Sql; readonly events: Events }) {
  const ends = new Map<string, RowsEnd>()
  const say = (end: RowsEnd, tables: readonly string[]) => {
    for (const table of tables) ends.set(table, end)
  }
  return {
    /** Tables with a `user_id`, whose rows are deleted in the transaction that deletes their person. */
    goWithDeletion: (...tables: readonly string[]): void => {
      const statements = tables.map((table) => sql.prepare(`DELETE FROM ${table} WHERE user_id = ?`))
      events.on('userDeleted', ({ userId }) => {
        for (const statement of statements) statement.run(userId)
      })
      say('goWithDeletion', tables)
    },
    /** Tables whose rows a restore brings back; erasing for good takes them, by the foreign key. */
    stayForRestore: (...tables: readonly string[]): void => say('stayForRestore', tables),
    /** Tables that keep what was done to whom, as the audit log does. */
    recordWhatWasDone: (...tables: readonly string[]): void => say('recordWhatWasDone', tables),
    ends: (): ReadonlyMap<string, RowsEnd> => ends,
  }
}
