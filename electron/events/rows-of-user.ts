import type { Sql } from '../db/database.ts'
import type { Events } from './events.ts'

/**
 * What happens to a table's rows about somebody who is deleted: they are deleted too, stay for a restore, or stay for ever as a record of
 * what was done.
 */
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
    /** Tables whose rows stay, so that a restore finds them; when the person is erased for good, the foreign key erases them too. */
    stayForRestore: (...tables: readonly string[]): void => say('stayForRestore', tables),
    /** Tables that record what was done to whom and keep it for ever, as the audit log does. */
    recordWhatWasDone: (...tables: readonly string[]): void => say('recordWhatWasDone', tables),
    ends: (): ReadonlyMap<string, RowsEnd> => ends,
  }
}
