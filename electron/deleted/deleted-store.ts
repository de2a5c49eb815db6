import type { UserId } from '../../shared/ids.ts'
import type { Sql } from '../db/database.ts'

export type DeletedRow = { id: UserId; username: string; displayName: string; department: string; deletedAt: number }

/** The SQL of deleted users: they stay in place, without their user name, until they are restored or gone for good. */
export function createDeletedStore(sql: Sql) {
  const columns = `id, deleted_username AS username, display_name AS displayName, department, deleted_at AS deletedAt`
  const one = sql.prepare<[number], DeletedRow>(`SELECT ${columns} FROM users WHERE id = ? AND deleted_at IS NOT NULL`)
  const some = sql.prepare<[number, number], DeletedRow>(
    `SELECT ${columns} FROM users WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id LIMIT ? OFFSET ?`,
  )
  const count = sql.prepare('SELECT count(*) FROM users WHERE deleted_at IS NOT NULL').pluck()
  const restore = sql.prepare(
    'UPDATE users SET deleted_at = NULL, deleted_username = NULL, username = ?, is_blocked = 0 WHERE id = ?',
  )
  const old = sql.prepare<[number], DeletedRow>(`SELECT ${columns} FROM users WHERE deleted_at <= ? LIMIT 1000`)
  const countOlder = sql.prepare<[number], number>('SELECT count(*) FROM users WHERE deleted_at <= ?').pluck()
  const notAfter = sql.prepare('UPDATE users SET deleted_at = @now WHERE deleted_at > @now')
  const between = sql.prepare<[number, number], DeletedRow>(
    `SELECT ${columns} FROM users WHERE deleted_at > ? AND deleted_at <= ? ORDER BY deleted_at, id`,
  )
  const erase = sql.prepare('DELETE FROM users WHERE id = ?')
  return {
    get: (id: number) => one.get(id) ?? null,
    list: (limit: number, offset: number) => some.all(limit, offset),
    count: () => count.get() as number,
    restore: (id: number, username: string) => restore.run(username, id),
    olderThan: (instant: number) => old.all(instant),
    countOlder: (instant: number) => countOlder.get(instant) ?? 0,
    notAfter: (now: number) => notAfter.run({ now }),
    between: (after: number, until: number) => between.all(after, until),
    erase: (id: number) => erase.run(id),
  }
}
