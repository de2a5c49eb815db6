import type { Database } from '../db/database.ts'

/** A change to tell a mirror of: an event of SQLite's CREATE TRIGGER, with the expression of whose row it is (`new.user_id`), 0 for nobody's. */
export type Watched = readonly [event: string, id: string]
export type Watcher = ReturnType<typeof createWatcher>
export type Changes = ReturnType<Watcher['watch']>

/**
 * Tells what is kept in memory beside the store which rows have changed, by SQLite triggers of this connection, so that no change can be
 * forgotten. What an open transaction has changed can still be undone: it is read, and read once more when the transaction is over.
 */
export function createWatcher({ sql, transactions, undone }: Pick<Database, 'sql' | 'transactions' | 'undone'>) {
  const mirrors: ((id: number) => void)[] = []
  sql.function('row_changed', (mirror: unknown, id: unknown) => {
    mirrors[mirror as number]?.(id as number)
    return null
  })

  return {
    /** `onChange` hears at each change how many rows wait to be read; it must not read, because the SQL statement is still running. */
    watch: (changes: readonly Watched[], onChange: (waiting: number) => void = () => {}) => {
      const unread = new Set<number>()
      const readTooEarly = new Set<number>()
      let changedIn = 0
      let readIn = { transaction: 0, undone: 0 }
      const isUndecided = () => sql.inTransaction && changedIn === transactions()
      const mirror = mirrors.length
      mirrors.push((id) => {
        unread.add(id)
        if (sql.inTransaction) changedIn = transactions()
        onChange(unread.size)
      })
      for (const [at, [event, id]] of changes.entries())
        sql.exec(
          `CREATE TEMP TRIGGER mirror_${mirror}_${at} AFTER ${event} BEGIN SELECT row_changed(${mirror}, ${id}); END`,
        )

      /** What was read within a transaction that is over by now, or a part of which was undone, has to be read again. */
      function settle(): void {
        const isStillOpen = sql.inTransaction && readIn.transaction === transactions()
        if (readTooEarly.size === 0 || (isStillOpen && readIn.undone === undone())) return
        for (const id of readTooEarly) unread.add(id)
        readTooEarly.clear()
      }

      return {
        /** True while something in memory may have to be undone. */
        isUndecided,
        /** Hands over the ids that have changed since the last time, if there are any. */
        take: (read: (ids: ReadonlySet<number>) => void): void => {
          settle()
          if (unread.size === 0) return
          read(unread)
          if (isUndecided()) {
            for (const id of unread) readTooEarly.add(id)
            readIn = { transaction: transactions(), undone: undone() }
          }
          unread.clear()
        },
      }
    },
  }
}
