import type { Database } from '../db/database.ts'
import type { Target } from './target.ts'

/** The directory that Keydesk brings with it: users and their hashes in the store. A new password also ends a lockout (Microsoft Entra smart lockout). */
export function createBuiltInDirectory(deps: { readonly db: Database }): Target {
  const set = deps.db.sql.prepare(
    `UPDATE users SET password_hash = @hash, credential_version = lower(hex(randomblob(16))), password_changed_at = @changedAt, is_temporary = @temporary,
       must_change = 0, lapses_at = @lapsesAt, locked_until = NULL WHERE id = @id`,
  )
  const requireChange = deps.db.sql.prepare(
    'UPDATE users SET must_change = 1 WHERE id = ? AND password_hash IS NOT NULL',
  )
  return {
    setPassword: (id, { hash, changedAt, isTemporary, lapsesAt }) => {
      set.run({ id, hash, changedAt, temporary: isTemporary ? 1 : 0, lapsesAt })
    },
    requireChange: (id) => {
      requireChange.run(id)
    },
  }
}
