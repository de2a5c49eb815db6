import type { UserId } from '../../shared/ids.ts'
import type { Sql } from '../db/database.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Actor } from '../rpc/call.ts'

/** Somebody beside the person who knows the current password, or may have chosen it; id 0 for somebody whom nobody can name. */
export type Knower = { readonly id: UserId; readonly username: string; readonly displayName: string | null }
export type Knowers = ReturnType<typeof createKnowers>

/** How far somebody's knowledge is away from the current password (password_knowers.stage). */
const [knows, chose, was] = [0, 1, 2]

/**
 * Who, beside the person, knows the current password of somebody, and who may have chosen it in the person's place: whoever knows the first
 * one can use it before the person does. What they know outlives their roles, so that it is judged by what they may do today, whenever it
 * would lead to more than they could reach by themselves.
 */
export function createKnowers(deps: {
  readonly sql: Sql
  readonly rowsOfUser: RowsOfUser
  readonly now: () => number
}) {
  deps.rowsOfUser.goWithDeletion('password_knowers')
  const add = deps.sql.prepare(
    `INSERT INTO password_knowers (user_id, knower_id, knower, since, stage) VALUES (@userId, @id, @username, @now, @stage)
     ON CONFLICT (user_id, knower_id) DO UPDATE SET stage = min(stage, excluded.stage)`,
  )
  const passOn = deps.sql.prepare('UPDATE password_knowers SET stage = max(stage, @stage) WHERE user_id = @userId')
  const words = `SELECT id, alternate_email_writer AS by FROM users WHERE alternate_email_proved = 0
    UNION SELECT id, mobile_phone_writer FROM users UNION SELECT user_id, pass_by FROM authenticators
    UNION SELECT user_id, pass_by FROM recovery_codes UNION SELECT user_id, pass_by FROM security_answers`
  const addMakers = deps.sql.prepare(
    `INSERT INTO password_knowers (user_id, knower_id, knower, since, stage)
     SELECT w.id, w.by, coalesce(u.username, ''), @now, ${chose} FROM (${words}) w LEFT JOIN users u ON u.id = w.by
     WHERE w.id = @userId AND w.by IS NOT NULL AND w.by <> w.id
     ON CONFLICT (user_id, knower_id) DO UPDATE SET stage = min(stage, excluded.stage)`,
  )
  const of = deps.sql.prepare<[number, number], Knower>(
    `SELECT k.knower_id AS id, k.knower AS username, u.display_name AS displayName FROM password_knowers k
     LEFT JOIN users u ON u.id = k.knower_id WHERE k.user_id = ? AND k.stage = ? ORDER BY k.since, k.knower_id`,
  )
  return {
    /** Inside the transaction in which somebody set or read the password. */
    add: (userId: number, { id, username }: Pick<Actor, 'id' | 'username'>): void => {
      if (id !== userId) add.run({ userId, id, username, now: deps.now(), stage: knows })
    },
    /** Inside the transaction in which somebody hands out what the next password can be chosen by. */
    mayChoose: (userId: number, { id, username }: Pick<Actor, 'id' | 'username'>): void => {
      if (id !== userId) add.run({ userId, id, username, now: deps.now(), stage: chose })
    },
    /** Inside the transaction of a reset: what was known opens nothing any more. */
    clear: (userId: number): void => void passOn.run({ userId, stage: was }),
    /** Inside the transaction of a password that the person chose, or somebody in their place. */
    passOn: (userId: number): void => void passOn.run({ userId, stage: chose }),
    /** The same without the old password: whoever entered the address or number that the proof went to may have chosen it, too. */
    passOnByProof: (userId: number): void => {
      passOn.run({ userId, stage: chose })
      addMakers.run({ userId, now: deps.now() })
    },
    /** The people who know the current password. */
    of: (userId: number): readonly Knower[] => of.all(userId, knows),
    /** The people who may have chosen the current password. */
    mayHaveChosen: (userId: number): readonly Knower[] => of.all(userId, chose),
    /** Who knew or may have chosen one before somebody else reset it, and may have registered methods meanwhile. */
    before: (userId: number): readonly Knower[] => of.all(userId, was),
  }
}
