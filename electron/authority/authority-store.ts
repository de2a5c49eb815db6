import type { UserId } from '../../shared/ids.ts'
import { approverRoles } from '../../shared/rules/two-person.ts'
import type { Sql } from '../db/database.ts'

/** The SQL of who could say yes, and of whether they were there to say it. */
export function createAuthorityStore(sql: Sql) {
  const approvers = sql
    .prepare<[string, number], UserId>(
      `SELECT DISTINCT r.user_id FROM user_roles r JOIN users u ON u.id = r.user_id
       WHERE r.role IN (SELECT value FROM json_each(?))
         AND NOT EXISTS (SELECT 1 FROM role_limits l WHERE l.user_id = r.user_id AND l.role = r.role)
         AND u.is_blocked = 0 AND u.deleted_at IS NULL AND u.password_hash IS NOT NULL
         AND (u.is_temporary = 0 OR u.lapses_at IS NULL OR u.lapses_at > ?)`,
    )
    .pluck()
  const unanswered = sql
    .prepare<[number, number], number>(
      `SELECT max(created_at) FROM requests
       WHERE asker_id = ? AND kind <> 'help' AND state IN ('open', 'expired') AND expires_at <= ?`,
    )
    .pluck()
  const acted = sql
    .prepare<[number, number], number>('SELECT EXISTS (SELECT 1 FROM audit WHERE actor_id = ? AND at >= ?)')
    .pluck()
  const tried = sql
    .prepare<[number, number], number>(
      `SELECT EXISTS (SELECT 1 FROM audit WHERE target_id = ? AND at >= ? AND action IN ('UserLoggedIn', 'UserLoginFailed'))`,
    )
    .pluck()
  return {
    /** The enabled people who can sign in and hold an approver's role that is not limited to groups. */
    approvers: (now: number): readonly UserId[] => approvers.all(JSON.stringify(approverRoles), now),
    /**
     * True if a request of this asker ended unanswered, and none of the others has been seen since it was made: nobody acted, and nobody even
     * tried to sign in as one of them, so that locking the others out brings no silence about.
     */
    wasMetWithSilence: (asker: number, others: readonly number[], now: number): boolean => {
      const since = unanswered.get(asker, now) ?? null
      if (since === null) return false
      return others.every((id) => acted.get(id, since) === 0 && tried.get(id, since) === 0)
    },
  }
}
