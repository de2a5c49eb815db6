import type { Sql } from '../db/database.ts'

type Row = { sealed: Uint8Array; confirmed_at: number; last_step: number }
export type StoredAuthenticator = {
  readonly sealed: Uint8Array
  readonly confirmedAt: number
  readonly lastStep: number
}

/** The SQL of authenticator apps and recovery codes. */
export function createMethodsStore(sql: Sql) {
  const get = sql.prepare<[number], Row>('SELECT sealed, confirmed_at, last_step FROM authenticators WHERE user_id = ?')
  const put = sql.prepare(
    `INSERT INTO authenticators (user_id, sealed, confirmed_at, last_step, pass_by)
     VALUES (@userId, @sealed, @confirmedAt, @lastStep, @passBy) ON CONFLICT (user_id)
     DO UPDATE SET sealed = @sealed, pass_by = @passBy, confirmed_at = @confirmedAt, last_step = @lastStep`,
  )
  const use = sql.prepare('UPDATE authenticators SET last_step = @step WHERE user_id = @userId AND last_step < @step')
  const remove = sql.prepare('DELETE FROM authenticators WHERE user_id = ?')
  const owners = sql.prepare<[], number>('SELECT user_id FROM authenticators').pluck()
  const addCode = sql.prepare('INSERT INTO recovery_codes VALUES (?, ?, ?)')
  const takeCode = sql.prepare('DELETE FROM recovery_codes WHERE user_id = ? AND hash = ?')
  const removeCodes = sql.prepare('DELETE FROM recovery_codes WHERE user_id = ?')
  const countCodes = sql.prepare<[number], number>('SELECT count(*) FROM recovery_codes WHERE user_id = ?').pluck()

  const reattribute = ['authenticators', 'recovery_codes'].map((table) =>
    sql.prepare(`UPDATE ${table} SET pass_by = @possibleAuthor WHERE user_id = @userId AND pass_by IS NULL`),
  )

  return {
    authenticator: (userId: number): StoredAuthenticator | null => {
      const row = get.get(userId)
      return row ? { sealed: row.sealed, confirmedAt: row.confirmed_at, lastStep: row.last_step } : null
    },
    /** Stores an app. `passBy` is the admin whose pass or known password it was set up with; null for the person's own password. */
    putAuthenticator: (userId: number, app: StoredAuthenticator, passBy: number | null) =>
      put.run({ userId, ...app, passBy }),
    /** Marks a step as used; true for the only call that does so. A step that was used, or lies before a used one, is refused. */
    takeStep: (userId: number, step: number): boolean => use.run({ userId, step }).changes === 1,
    /** Everybody who has an app. */
    owners: (): readonly number[] => owners.all(),
    replaceCodes: (userId: number, hashes: readonly Uint8Array[], passBy: number | null): void => {
      removeCodes.run(userId)
      for (const hash of hashes) addCode.run(userId, hash, passBy)
    },
    /** Removes a recovery code; true for the only call that does so. */
    takeCode: (userId: number, hash: Uint8Array): boolean => takeCode.run(userId, hash).changes === 1,
    codesLeft: (userId: number): number => countCodes.get(userId) ?? 0,
    /** Makes `possibleAuthor`, who may have used the account, the author of what was registered with the person's own password. */
    reattribute: (userId: number, possibleAuthor: number): void => {
      for (const statement of reattribute) statement.run({ userId, possibleAuthor })
    },
    removeAll: (userId: number): void => {
      remove.run(userId)
      removeCodes.run(userId)
    },
  }
}
