import type { Sql } from '../db/database.ts'

/** How many replaced hashes of a user are kept, so that an old password does not come back. */
const historyLength = 1

/** The SQL of password hashes and their history. */
export function createPasswordsStore(sql: Sql) {
  const hash = sql.prepare<[number], string | null>('SELECT password_hash FROM users WHERE id = ?').pluck()
  const rehash = sql.prepare('UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?')
  const history = sql
    .prepare<[number], string>('SELECT password_hash FROM password_history WHERE user_id = ? ORDER BY id DESC')
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
    history: (id: number) => history.all(id),
    rehash: (id: number, phc: string, old: string) => rehash.run(phc, id, old),
    /** Moves the user's own current hash into the history; temporary passwords are not worth remembering. */
    remember: (id: number, now: number) => {
      if (remember.run(now, id).changes > 0) forget.run({ id })
    },
  }
}
