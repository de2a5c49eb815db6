import type { Sql } from '../db/database.ts'

/** How many replaced hashes of a user are kept: the most that a policy can ask for. */
const historyLength = 24

/** The SQL of password hashes and their history. */
export function createPasswordsStore(sql: Sql) {
  const hash = sql.prepare<[number], string | null>('SELECT password_hash FROM users WHERE id = ?').pluck()
  const version = sql
    .prepare<[number], string | null>('SELECT coalesce(credential_version, password_hash) FROM users WHERE id = ?')
    .pluck()
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
    hashOf: (id: number) => hash.get(id) ?? null,
    /** Which password somebody has: what was proved or handed out for one is worth nothing with the next. Null for none. */
    credentialVersion: (id: number) => version.get(id) ?? null,
    history: (id: number, count: number, since: number) => history.all(id, since, count),
    /** False where the password has changed meanwhile. */
    rehash: (id: number, next: string, old: string): boolean => rehash.run({ id, next, old }).changes === 1,
    /** Moves the user's own current hash into the history; temporary passwords are not worth remembering. */
    remember: (id: number, now: number) => {
      if (remember.run(now, id).changes > 0) forget.run({ id })
    },
  }
}
