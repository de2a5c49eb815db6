import { type BackupFailure, type BackupSchedule, backupFailure, backupSchedule } from '../../shared/backup.ts'
import type { Sql } from '../db/database.ts'

type Row = {
  schedule: string | null
  counted_from: number
  agreed_salt: Uint8Array | null
  last_at: number | null
  last_file: string
  last_bytes: number
  failed_at: number | null
  failure: string
  failed_path: string
}

/** Nothing is made by itself until somebody says where. */
export const noSchedule: BackupSchedule = {
  every: 'never',
  weekday: 1,
  hour: 12,
  minute: 0,
  folder: '',
  keepDays: 30,
}

/** The SQL of the one row about backups. */
export function createBackupStore(sql: Sql) {
  const get = sql.prepare<[], Row>('SELECT * FROM backup')
  const schedule = sql.prepare('UPDATE backup SET schedule = ?, counted_from = ?, agreed_salt = ?')
  const counted = sql.prepare('UPDATE backup SET counted_from = ?')
  const inFuture = sql.prepare<[number, number], number>('SELECT 1 FROM backup WHERE counted_from > ? OR last_at > ?')
  const notLater = sql.prepare('UPDATE backup SET counted_from = min(counted_from, @at), last_at = min(last_at, @at)')
  const made = sql.prepare(
    "UPDATE backup SET last_at = ?, last_file = ?, last_bytes = ?, failed_at = NULL, failure = ''",
  )
  const failed = sql.prepare('UPDATE backup SET failed_at = ?, failure = ?, failed_path = ?')
  const first = sql.prepare<[], number>('SELECT at FROM audit WHERE id = 1').pluck()
  return {
    read: () => {
      const row = get.get() as Row
      const isKnown = row.failed_at !== null
      return {
        schedule: row.schedule === null ? noSchedule : backupSchedule.parse(JSON.parse(row.schedule)),
        countedFrom: row.counted_from,
        agreedSalt: row.agreed_salt,
        last: row.last_at === null ? null : { at: row.last_at, file: row.last_file, bytes: row.last_bytes },
        failure: isKnown
          ? {
              at: row.failed_at as number,
              reason: backupFailure.catch('other').parse(row.failure),
              path: row.failed_path,
            }
          : null,
      }
    },
    setSchedule: (next: BackupSchedule, countedFrom: number, agreedSalt: Uint8Array | null) =>
      schedule.run(JSON.stringify(next), countedFrom, agreedSalt),
    setCountedFrom: (at: number) => counted.run(at),
    /** Whether anything is dated later than an instant, as by a clock that was ahead. */
    hasLater: (at: number): boolean => inFuture.get(at, at) !== undefined,
    /** What is dated later counts as of that instant. */
    notLaterThan: (at: number) => notLater.run({ at }),
    setLast: (at: number, file: string, bytes: number) => made.run(at, file, bytes),
    setFailure: (at: number, reason: BackupFailure, path: string) => failed.run(at, reason, path),
    /** When the first audit entry was made: since then there is something to lose. */
    beganAt: (): number | null => first.get() ?? null,
  }
}
