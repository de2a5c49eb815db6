/** When backups are made by themselves, in the time of this machine. `weekday` counts from Sunday, 0. */
export type BackupTimes = {
  readonly every: 'never' | 'day' | 'week'
  readonly weekday: number
  readonly hour: number
  readonly minute: number
}

const day = 86_400_000
/** Days without a backup after which the window warns. */
const patience = { never: 7, day: 3, week: 9 } as const

/** The first moment after `after` that the schedule names, milliseconds UTC; null where there is no schedule. */
export function nextBackupAt({ every, weekday, hour, minute }: BackupTimes, after: number): number | null {
  if (every === 'never') return null
  const at = new Date(after)
  at.setHours(hour, minute, 0, 0)
  // A day at a time, because not all days have 24 hours.
  while (at.getTime() <= after || (every === 'week' && at.getDay() !== weekday)) {
    at.setDate(at.getDate() + 1)
    at.setHours(hour, minute, 0, 0)
  }
  return at.getTime()
}

/** Whole days since the last backup, or since there is anything to lose; 0 for a clock that was set back. */
export function daysWithoutBackup(since: number, now: number): number {
  return Math.max(0, Math.floor((now - since) / day))
}

/** True where it is time to warn: a weekly backup may be late by two days, a daily one by two. */
export function isBackupOverdue({ every }: Pick<BackupTimes, 'every'>, since: number, now: number): boolean {
  return daysWithoutBackup(since, now) >= patience[every]
}

/** True for a scheduled backup that is older than the days that such files are kept. */
export function isOutdatedBackup(madeAt: number, keepDays: number, now: number): boolean {
  return now - madeAt > keepDays * day
}

/** The least length of a passphrase: whoever has the file may try as often as they like. */
export const minimumPassphrase = 15

/** True for a passphrase that is long enough, counted as people count letters. */
export function isLongPassphrase(passphrase: string): boolean {
  return [...passphrase.normalize('NFC')].length >= minimumPassphrase
}

/** The name of a backup in a folder: organisation and local time, of letters that every file system takes. */
export function backupFileName(organisation: string, madeAt: number): string {
  const plain = organisation
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  const two = (part: number) => String(part).padStart(2, '0')
  const at = new Date(madeAt)
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `keydesk-${[...plain].slice(0, 40).join('')}-${date}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}.keydesk-backup`
}
