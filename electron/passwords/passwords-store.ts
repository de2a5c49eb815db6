import type { Sql } from '../db/database.ts'

export type PasswordsStore = ReturnType<typeof createPasswordsStore>

/** The SQL of what Keydesk itself stores about a password, whichever directory the user is in. */
export function createPasswordsStore(sql: Sql) {
  const lapse = sql.prepare('UPDATE users SET lapses_at = @lapsesAt WHERE id = @id AND lapses_at IS NOT @lapsesAt')
  const project = sql.prepare(
    // A new password ends the directory's own lock.
    `UPDATE users SET credential_version = @version, password_changed_at = @changedAt, is_temporary = @isTemporary, must_change = 0,
       locked_there = NULL
     WHERE id = @id`,
  )
  const mustChange = sql.prepare('UPDATE users SET must_change = 1, credential_version = ? WHERE id = ?')
  return {
    /** When a temporary password lapses, milliseconds UTC; null for never. */
    setLapse: (id: number, lapsesAt: number | null): void => void lapse.run({ id, lapsesAt }),
    /** Stores what an external directory has now, as far as lists show it. */
    project: (id: number, facts: { version: string; changedAt: number; isTemporary: boolean }): void => {
      const { version, changedAt, isTemporary } = facts
      project.run({ id, version, changedAt, isTemporary: isTemporary ? 1 : 0 })
    },
    /** Stores a required change, with the version that the directory has after it. */
    projectMustChange: (id: number, version: string): void => void mustChange.run(version, id),
  }
}
