import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { createAuditStore } from '../../electron/audit/audit-store.ts'
import { chainHash, hashedColumns } from '../../electron/audit/chain.ts'

const actions = ['UserLoggedIn', 'Reset user password.', 'Reveal password.', 'Update user.'] as const

/** Makes the log of a store this long, by the store's own way of appending: fifty admins, a hundred thousand people, one entry a second. */
export function fillAudit(dataDir: string, until: number, people = 100_000): void {
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  sql.pragma('synchronous = OFF')
  const store = createAuditStore(sql)
  let { entries, hash } = store.head()
  const first = Date.UTC(2020, 0, 1)
  const step = sql.transaction(() => {
    for (const stop = Math.min(until, entries + 50_000); entries < stop; ) {
      const id = entries + 1
      const admin = id % 50
      const person = (id * 7919) % people
      const row = {
        ...{ id, at: first + id * 1000, actor_id: admin + 1, actor: `admin${admin}@nordwind.test` },
        ...{ action: actions[id % actions.length] ?? '', target_id: person, target: `person${person}@nordwind.test` },
        ...{ result: 'success', reason: '', door: 'browser', detail: '{"mustChange":"true"}' },
      }
      hash = chainHash(
        hash,
        hashedColumns.map((column) => row[column]),
      )
      store.append({ ...row, hash })
      entries = id
    }
  })
  while (entries < until) step()
  sql.close()
}

/** The number of the newest entry that the head of the log knows. */
export function lastEntry(dataDir: string): number {
  const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
  const { entries } = createAuditStore(sql).head()
  sql.close()
  return entries
}
