import type { UserId } from '../../shared/ids.ts'
import { approverRoles } from '../../shared/rules/two-person.ts'
import type { Sql } from '../db/database.ts'

/** The SQL of who could approve requests, and of whether they have been active. */
export function createTwoPersonStore(sql: Sql) {
  const holders = `SELECT DISTINCT r.user_id FROM user_roles r JOIN users u ON u.id = r.user_id
       WHERE r.role IN (SELECT value FROM json_each(?))
         AND NOT EXISTS (SELECT 1 FROM role_limits l WHERE l.user_id = r.user_id AND l.role = r.role)
         AND u.is_blocked = 0 AND u.deleted_at IS NULL AND coalesce(u.credential_version, u.password_hash) IS NOT NULL`
  const approvers = sql.prepare<[string], UserId>(holders).pluck()
  const ready = sql
    .prepare<[string, number], UserId>(`${holders} AND (u.is_temporary = 0 OR u.lapses_at IS NULL OR u.lapses_at > ?)`)
    .pluck()
  const unanswered = sql
    .prepare<[number, number, number], number>(
      `SELECT max(after_entry) FROM requests
       WHERE asker_id = ? AND kind <> 'help' AND state IN ('open', 'expired') AND expires_at <= ? AND ran_at <= ?`,
    )
    .pluck()
  const acted = sql
    .prepare<[number, number], number>('SELECT EXISTS (SELECT 1 FROM audit WHERE actor_id = ? AND id > ?)')
    .pluck()
  const tried = sql
    .prepare<[number, number], number>(
      `SELECT EXISTS (SELECT 1 FROM audit WHERE target_id = ? AND id > ? AND action IN ('UserLoggedIn', 'UserLoginFailed'))`,
    )
    .pluck()
  return {
    /** The enabled people who have a password and hold an approver's role that is not limited to groups. */
    approvers: (): readonly UserId[] => approvers.all(JSON.stringify(approverRoles)),
    /** Those of them who can sign in, because their password is not a temporary one that has lapsed. */
    ready: (now: number): readonly UserId[] => ready.all(JSON.stringify(approverRoles), now),
    /**
     * True if a request of this asker, made before Keydesk had run for `ranBefore` milliseconds, ended without an answer, and none of the
     * others has acted or tried to sign in since: a try counts, so that locking the others out does not make a request count as unanswered.
     */
    hasUnansweredRequest: (
      asker: number,
      others: readonly number[],
      at: { now: number; ranBefore: number },
    ): boolean => {
      const since = unanswered.get(asker, at.now, at.ranBefore) ?? null
      if (since === null) return false
      return others.every((id) => acted.get(id, since) === 0 && tried.get(id, since) === 0)
    },
  }
}
