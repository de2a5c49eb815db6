import type { Database } from '../db/database.ts'

/**
 * A change to report: an event of SQLite's CREATE TRIGGER, with the expression for the user id of the changed row (`new.user_id`), or 0 if
 * the row belongs to nobody.
 */
export type Watched = readonly [event: string, id: string]
export type Watcher = ReturnType<typeof createWatcher>
export type Changes = ReturnType<Watcher['watch']>

/**
 * Reports, to data in memory, which stored rows have changed. It uses SQLite triggers of this connection, so that no change is missed.
 * Changes of an open transaction may still be undone: they are read, and read again when the transaction is over.
 */
export function createWatcher({ sql, transactions, undone }: Pick<Database, 'sql' | 'transactions' | 'undone'>) {
  const mirrors: ((id: number) => void)[] = []
  sql.function('row_changed', (mirror: unknown, id: unknown) => {
    mirrors[mirror as number]?.(id as number)
    return null
  })

  return {
    /**
     * `onChange` is called at each change with the number of rows that wait to be read; it must not read, because the SQL statement is still
     * running.
     */
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

      /** Marks rows to be read again that were read within a transaction which is over by now, or a part of which was undone. */
      function settle(): void {
        const isStillOpen = sql.inTransaction && readIn.transaction === transactions()
        if (readTooEarly.size === 0 || (isStillOpen && readIn.undone === undone())) return
        for (const id of readTooEarly) unread.add(id)
        readTooEarly.clear()
      }

      return {
        /** True while something that was read may still be undone. */
        isUndecided,
        /** Passes on the ids that have changed since the last call, if there are any. */
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
