import type { UserId } from '../../shared/ids.ts'
import type { Sql } from '../db/database.ts'
import type { Events } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Actor } from '../rpc/call.ts'

/** Somebody other than the person who knows the current password or may have chosen it; id 0 where nobody can be named. */
export type Knower = { readonly id: UserId; readonly username: string; readonly displayName: string | null }
/** One record, as it is put aside and brought back. */
export type KnowerRecord = {
  readonly id: number
  readonly username: string
  readonly since: number
  readonly stage: number
}
export type Knowers = ReturnType<typeof createKnowers>

/**
 * What somebody knows (password_knowers.stage): the current password; the one before it, so that they may have chosen the current one; or one
 * from before a reset.
 */
const [knowsCurrent, mayHaveChosenCurrent, knewEarlier] = [0, 1, 2]

/**
 * Records who, other than the person, knows somebody's current password, and who may have chosen it: an admin who knows a temporary password
 * can use it before the person does, and choose the next. The records stay when an admin loses a role; callers judge them by the admin's
 * roles of today.
 */
export function createKnowers(deps: {
  readonly sql: Sql
  readonly events: Events
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
     SELECT w.id, w.by, coalesce(u.username, ''), @now, ${mayHaveChosenCurrent} FROM (${words}) w LEFT JOIN users u ON u.id = w.by
     WHERE w.id = @userId AND w.by IS NOT NULL AND w.by <> w.id
     ON CONFLICT (user_id, knower_id) DO UPDATE SET stage = min(stage, excluded.stage)`,
  )
  const of = deps.sql.prepare<[number, number], Knower>(
    `SELECT k.knower_id AS id, k.knower AS username, u.display_name AS displayName FROM password_knowers k
     LEFT JOIN users u ON u.id = k.knower_id WHERE k.user_id = ? AND k.stage = ? ORDER BY k.since, k.knower_id`,
  )
  // Nobody has the password any more that others knew; strangers may have registered methods.
  deps.events.on('directoryLeft', ({ userId }) => {
    passOn.run({ userId, stage: knewEarlier })
    mayHaveBeenUsed(userId)
  })
  const records = deps.sql.prepare<[number], KnowerRecord>(
    'SELECT knower_id AS id, knower AS username, since, stage FROM password_knowers WHERE user_id = ?',
  )
  const putRecord = deps.sql.prepare(
    `INSERT INTO password_knowers (user_id, knower_id, knower, since, stage) VALUES (@userId, @id, @username, @since, @stage)
     ON CONFLICT (user_id, knower_id) DO UPDATE SET stage = min(stage, excluded.stage)`,
  )
  const put = (userId: number, all: readonly KnowerRecord[]) => {
    for (const record of all) if (record.id !== userId) putRecord.run({ ...record, userId })
  }
  function mayHaveBeenUsed(userId: number): void {
    put(userId, [{ id: 0, username: '', since: deps.now(), stage: knewEarlier }])
  }
  return {
    recordsOf: (userId: number): readonly KnowerRecord[] => records.all(userId),
    /** Adds records to those of somebody, inside the caller's transaction; of two about the same knower the nearer one counts. */
    put,
    /** Records, inside the caller's transaction, that strangers whom nobody can name may have used the account until now. */
    mayHaveBeenUsed,
    /** Of some records, those of people who know the password that they are about, or may have chosen it. */
    reaching: (all: readonly KnowerRecord[]): readonly Knower[] =>
      all.flatMap(({ id, username, stage }) =>
        stage === knewEarlier ? [] : [{ id: id as UserId, username, displayName: null }],
      ),
    /** Records somebody who set or read the password, inside that transaction. */
    add: (userId: number, { id, username }: Pick<Actor, 'id' | 'username'>): void => {
      if (id !== userId) add.run({ userId, id, username, now: deps.now(), stage: knowsCurrent })
    },
    /** Records somebody who hands out a way to choose the next password, inside that transaction. */
    mayChoose: (userId: number, { id, username }: Pick<Actor, 'id' | 'username'>): void => {
      if (id !== userId) add.run({ userId, id, username, now: deps.now(), stage: mayHaveChosenCurrent })
    },
    /** Records a reset, inside its transaction: what others knew before opens nothing any more. */
    clear: (userId: number): void => void passOn.run({ userId, stage: knewEarlier }),
    /** Records a password that the person chose, inside its transaction: admins who knew the one before may have chosen it instead. */
    passOn: (userId: number): void => void passOn.run({ userId, stage: mayHaveChosenCurrent }),
    /** The same for a change without the old password: the authors of the address or number that was proved may have chosen it, too. */
    passOnByProof: (userId: number): void => {
      passOn.run({ userId, stage: mayHaveChosenCurrent })
      addMakers.run({ userId, now: deps.now() })
    },
    /** The people who know the current password. */
    of: (userId: number): readonly Knower[] => of.all(userId, knowsCurrent),
    /** The people who may have chosen the current password. */
    mayHaveChosen: (userId: number): readonly Knower[] => of.all(userId, mayHaveChosenCurrent),
    /** The people who knew or may have chosen a password before it was reset, and so may have registered methods. */
    before: (userId: number): readonly Knower[] => of.all(userId, knewEarlier),
  }
}
