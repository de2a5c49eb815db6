import type { Language } from '../../shared/ids.ts'
import { knownLanguage } from '../../shared/languages.ts'
import type { ResetAttempt, SentCode } from '../../shared/rules/reset-attempt.ts'
import type { Sql } from '../db/database.ts'

export type AttemptRow = {
  id: number
  user_id: number | null
  account: Uint8Array
  purpose: 'reset' | 'unlock'
  language: Language
  bound_to: Uint8Array
  started_at: number
  seen_at: number
  proved: string
  drawn: string | null
  state: ResetAttempt['state']
  is_granted: number
  granted_by: number | null
}
export type NewAttempt = {
  readonly token: Uint8Array
  readonly userId: number | null
  readonly account: Uint8Array
  readonly purpose: 'reset' | 'unlock'
  readonly language: Language
  readonly boundTo: Uint8Array
  /** True after an admin's link, which vouches for the person, so that only a second factor is left to prove. */
  readonly isGranted: boolean
  /** The id of the admin who sent the link. */
  readonly grantedBy: number | null
  readonly now: number
}
export type CodeRow = SentCode & { readonly hash: Uint8Array }
/** A code that an admin reads out, and the admin who made it. */
export type DeskCodeRow = CodeRow & { readonly madeBy: number | null }
type SentMethod = 'email' | 'sms'

const codeColumns = 'hash, sent_at AS sentAt, seen_at AS seenAt, tries'

/** The SQL of runs of **Forgot password?** and their codes. */
export function createAttemptsStore(sql: Sql) {
  const insert = sql.prepare(
    `INSERT INTO reset_attempts (token, user_id, account, purpose, language, bound_to, started_at, seen_at, is_granted, granted_by)
     VALUES (@token, @userId, @account, @purpose, @language, @boundTo, @now, @now, @isGranted, @grantedBy)`,
  )
  const byToken = sql.prepare<[Uint8Array], AttemptRow>('SELECT * FROM reset_attempts WHERE token = ?')
  const count = sql.prepare<[number], number>('SELECT count(*) FROM reset_attempts WHERE started_at > ?').pluck()
  const see = sql.prepare('UPDATE reset_attempts SET seen_at = max(seen_at, ?) WHERE id = ?')
  const prove = sql.prepare(
    `UPDATE reset_attempts SET proved = @next WHERE id = @id AND proved = @before AND state = 'open'`,
  )
  const draw = sql.prepare('UPDATE reset_attempts SET drawn = ? WHERE id = ?')
  const end = sql.prepare(`UPDATE reset_attempts SET state = 'done' WHERE id = ? AND state = 'open'`)
  const endOthers = sql.prepare(`UPDATE reset_attempts SET state = 'void' WHERE account = ? AND state = 'open'`)
  const endOfPerson = sql.prepare(`UPDATE reset_attempts SET state = 'void' WHERE user_id = ? AND state = 'open'`)
  const endOld = sql.prepare(
    `UPDATE reset_attempts SET state = 'void' WHERE account = @account AND state = 'open' AND is_granted = 0 AND id NOT IN
       (SELECT id FROM reset_attempts WHERE account = @account AND state = 'open' AND is_granted = 0 ORDER BY id DESC LIMIT @kept)`,
  )
  const forget = sql.prepare('DELETE FROM reset_attempts WHERE started_at < ? OR started_at > ?')
  return {
    insert: ({ isGranted, ...attempt }: NewAttempt) => insert.run({ ...attempt, isGranted: isGranted ? 1 : 0 }),
    find: (token: Uint8Array): AttemptRow | null => {
      const row = byToken.get(token)
      return row === undefined ? null : { ...row, language: knownLanguage(row.language) }
    },
    countSince: (since: number) => count.get(since) as number,
    see: (id: number, now: number) => see.run(now, id),
    /** Records another proved method; true for the only call that does so. */
    prove: (id: number, before: string, next: string): boolean => prove.run({ id, before, next }).changes === 1,
    draw: (id: number, drawn: string | null) => draw.run(drawn, id),
    /** Ends a run; true for the only call that does so. */
    end: (id: number): boolean => end.run(id).changes === 1,
    endAll: (account: Uint8Array) => endOthers.run(account),
    /** Ends a person's runs; it needs no vault, because blocking somebody must work while the vault is locked. */
    endOf: (userId: number) => endOfPerson.run(userId),
    /**
     * Keeps the newest runs of an account and voids the older ones, except one that an admin's link began, so that a stranger who begins many
     * runs can't end that one.
     */
    keepNewest: (account: Uint8Array, kept: number) => endOld.run({ account, kept }),
    /** Removes runs that can't go on, and runs that a wrong clock has dated. */
    forget: (before: number, after: number) => forget.run(before, after),
    ...createCodeRows(sql),
  }
}
export type AttemptsStore = ReturnType<typeof createAttemptsStore>

function createCodeRows(sql: Sql) {
  const put = sql.prepare(
    `INSERT INTO reset_codes VALUES (@attempt, @method, @hash, @now, @now, 0)
     ON CONFLICT (attempt, method) DO UPDATE SET hash = @hash, sent_at = @now, seen_at = @now, tries = 0`,
  )
  const get = sql.prepare<[number, string], CodeRow>(
    `SELECT ${codeColumns} FROM reset_codes WHERE attempt = ? AND method = ?`,
  )
  const fail = sql.prepare(
    'UPDATE reset_codes SET tries = tries + 1, seen_at = max(seen_at, ?) WHERE attempt = ? AND method = ?',
  )
  const spend = sql.prepare('DELETE FROM reset_codes WHERE attempt = ? AND method = ?')
  const putDesk = sql.prepare(
    `INSERT INTO desk_codes (user_id, hash, sent_at, seen_at, made_by) VALUES (@userId, @hash, @now, @now, @madeBy)
     ON CONFLICT (user_id) DO UPDATE SET hash = @hash, made_by = @madeBy, sent_at = @now, seen_at = @now, tries = 0`,
  )
  const getDesk = sql.prepare<[number], DeskCodeRow>(
    `SELECT ${codeColumns}, made_by AS madeBy FROM desk_codes WHERE user_id = ?`,
  )
  const failDesk = sql.prepare('UPDATE desk_codes SET tries = tries + 1, seen_at = max(seen_at, ?) WHERE user_id = ?')
  const spendDesk = sql.prepare('DELETE FROM desk_codes WHERE user_id = ?')
  return {
    putCode: (attempt: number, method: SentMethod, hash: Uint8Array, now: number) =>
      put.run({ attempt, method, hash, now }),
    code: (attempt: number, method: SentMethod): CodeRow | null => get.get(attempt, method) ?? null,
    failCode: (attempt: number, method: SentMethod, now: number) => fail.run(now, attempt, method),
    spendCode: (attempt: number, method: SentMethod) => spend.run(attempt, method),
    putDeskCode: (userId: number, hash: Uint8Array, now: number, madeBy: number) =>
      putDesk.run({ userId, hash, now, madeBy }),
    deskCode: (userId: number): DeskCodeRow | null => getDesk.get(userId) ?? null,
    failDeskCode: (userId: number, now: number) => failDesk.run(now, userId),
    spendDeskCode: (userId: number) => spendDesk.run(userId),
  }
}
