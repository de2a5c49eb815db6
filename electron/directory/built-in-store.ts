import type { Sql } from '../db/database.ts'

/** How many replaced hashes of a user are kept: the most that a policy can ask for. */
const historyLength = 24

type Known = { readonly hash: string | null; readonly version: string | null }

/** The SQL of the hashes that the built-in directory keeps, and of their history. */
export function createBuiltInStore(sql: Sql) {
  const known = sql.prepare<[number], Known>(
    'SELECT password_hash AS hash, coalesce(credential_version, password_hash) AS version FROM users WHERE id = ?',
  )
  const put = sql.prepare(
    `UPDATE users SET password_hash = @hash, credential_version = @version, password_changed_at = @changedAt, is_temporary = @isTemporary,
       must_change = 0, locked_until = NULL WHERE id = @id`,
  )
  const requireChange = sql.prepare(
    'UPDATE users SET must_change = 1 WHERE id = ? AND coalesce(credential_version, password_hash) IS NOT NULL',
  )
  const rehash = sql.prepare(
    `UPDATE users SET password_hash = @next, credential_version = coalesce(credential_version, lower(hex(randomblob(16))))
     WHERE id = @id AND password_hash = @old`,
  )
  const history = sql
    .prepare<[number, number, number], string>(
      'SELECT password_hash FROM password_history WHERE user_id = ? AND replaced_at >= ? ORDER BY id DESC LIMIT ?',
    )
    .pluck()
  const remember = sql.prepare(
    `INSERT INTO password_history (user_id, password_hash, replaced_at)
     SELECT id, password_hash, ? FROM users WHERE id = ? AND password_hash IS NOT NULL AND is_temporary = 0`,
  )
  const forget = sql.prepare(
    `DELETE FROM password_history WHERE user_id = @id AND id NOT IN
       (SELECT id FROM password_history WHERE user_id = @id ORDER BY id DESC LIMIT ${historyLength})`,
  )
  return {
    known: (id: number): Known => known.get(id) ?? { hash: null, version: null },
    /** Returns false where the person does not exist. */
    put: (id: number, next: { hash: string; version: string; changedAt: number; mustChange: boolean }): boolean => {
      const { hash, version, changedAt, mustChange } = next
      return put.run({ id, hash, version, changedAt, isTemporary: mustChange ? 1 : 0 }).changes === 1
    },
    requireChange: (id: number): void => void requireChange.run(id),
    /** False where the password has changed meanwhile. */
    rehash: (id: number, next: string, old: string): boolean => rehash.run({ id, next, old }).changes === 1,
    history: (id: number, count: number, since: number): readonly string[] => history.all(id, since, count),
    /** Moves the current hash into the history if the person chose that password; temporary passwords are not kept there. */
    remember: (id: number, now: number): void => {
      if (remember.run(now, id).changes > 0) forget.run({ id })
    },
  }
}
