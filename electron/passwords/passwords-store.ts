import type { Sql } from '../db/database.ts'

/** How many replaced hashes of a user are kept: the most that a policy can ask for. */
const historyLength = 24

/** The SQL of password hashes and their history. */
export function createPasswordsStore(sql: Sql) {
  const hash = sql.prepare<[number], string | null>('SELECT password_hash FROM users WHERE id = ?').pluck()
  const rehash = sql.prepare('UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?')
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
    history: (id: number, count: number, since: number) => history.all(id, since, count),
    rehash: (id: number, phc: string, old: string) => rehash.run(phc, id, old),
    /** Moves the user's own current hash into the history; temporary passwords are not worth remembering. */
    remember: (id: number, now: number) => {
      if (remember.run(now, id).changes > 0) forget.run({ id })
    },
  }
}
