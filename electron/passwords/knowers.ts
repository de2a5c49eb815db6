import type { UserId } from '../../shared/ids.ts'
import type { Sql } from '../db/database.ts'
import type { Actor } from '../rpc/call.ts'

/** Somebody beside the person who knows the current password; id 0 for somebody whom nobody can name. */
export type Knower = { readonly id: UserId; readonly username: string; readonly displayName: string | null }
export type Knowers = ReturnType<typeof createKnowers>

/**
 * Who, beside the person, knows the current password of somebody. What they know outlives their roles, so that it is judged by what they
 * may do today, whenever it would lead to more than they could reach by themselves.
 */
export function createKnowers(deps: { readonly sql: Sql; readonly now: () => number }) {
  const add = deps.sql.prepare('INSERT OR IGNORE INTO password_knowers VALUES (?, ?, ?, ?)')
  const clear = deps.sql.prepare('DELETE FROM password_knowers WHERE user_id = ?')
  const of = deps.sql.prepare<[number], Knower>(
    `SELECT k.knower_id AS id, k.knower AS username, u.display_name AS displayName FROM password_knowers k
     LEFT JOIN users u ON u.id = k.knower_id WHERE k.user_id = ? ORDER BY k.since, k.knower_id`,
  )
  return {
    /** Inside the transaction in which somebody set or read the password. */
    add: (userId: number, { id, username }: Pick<Actor, 'id' | 'username'>): void => {
      if (id !== userId) add.run(userId, id, username, deps.now())
    },
    /** Inside the transaction of a new password: what was known opens nothing any more. */
    clear: (userId: number): void => void clear.run(userId),
    of: (userId: number): readonly Knower[] => of.all(userId),
  }
}
