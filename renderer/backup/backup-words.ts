import type { BackupContents, BackupView } from '../../shared/backup.ts'
import { localeOf, useWords } from '../base/words/words.ts'

type Failure = NonNullable<BackupView['failure']>

/** Why the last try failed, and what to do. */
export function useFailureText(): (failure: Failure) => string {
  const { t, formatDateTime } = useWords()
  const why = ({ reason, path }: Failure): string => {
    if (reason === 'needsApproval' || reason === 'other') return t(`backup.failures.${reason}`)
    if (reason === 'storeDamaged') return t('errors.BACKUP_OF_DAMAGED')
    if (reason === 'diskFull') return t('errors.DISK_FULL')
    return t(`errors.backupWriteFault.${reason}`, { path })
  }
  return (failure) => `${t('backup.failed', { time: formatDateTime(failure.at) })} ${why(failure)}`
}

/** A length in bytes as megabytes, in the reader's form. */
export function useMegabytes(): (bytes: number) => string {
  const { language } = useWords()
  const unit = { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 } as const
  return (bytes) => new Intl.NumberFormat(localeOf(language), unit).format(bytes / 1_048_576)
}

/** The names of the days, Sunday first. */
export function useWeekdays(): readonly string[] {
  const { language } = useWords()
  const format = new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', timeZone: 'UTC' })
  // 4 January 1970 was a Sunday.
  return Array.from({ length: 7 }, (_, at) => format.format(Date.UTC(1970, 0, 4 + at)))
}

/** The facts of a backup, each with its name. */
export function useContents(): (contents: BackupContents) => readonly (readonly [name: string, value: string])[] {
  const { t, formatDateTime, formatNumber } = useWords()
  return ({ organisation, madeAt, users, entries, lastEntryAt }) => [
    [t('backup.contents.organisation'), organisation],
    [t('backup.contents.madeAt'), formatDateTime(madeAt)],
    [t('backup.contents.users'), formatNumber(users)],
    [t('backup.contents.entries'), formatNumber(entries)],
    ...(lastEntryAt === null ? [] : [[t('backup.contents.lastEntryAt'), formatDateTime(lastEntryAt)] as const]),
  ]
}
