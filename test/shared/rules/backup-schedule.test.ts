import { describe, expect, it } from 'vitest'
import {
  backupFileName,
  isBackupOverdue,
  isLongPassphrase,
  nextBackupAt,
} from '../../../shared/rules/backup-schedule.ts'

const local = (text: string) => new Date(text).getTime()
const day = 86_400_000

describe('when the next backup is due', () => {
  const at = { weekday: 5, hour: 16, minute: 30 }

  it('is never without a schedule, today before the time, and tomorrow from it on', () => {
    expect(nextBackupAt({ ...at, every: 'never' }, 0)).toBe(null)
    const daily = { ...at, every: 'day' } as const
    expect(nextBackupAt(daily, local('2026-12-01T16:29'))).toBe(local('2026-12-01T16:30'))
    expect(nextBackupAt(daily, local('2026-12-01T16:30'))).toBe(local('2026-12-02T16:30'))
  })

  it('is on its day of the week', () => {
    const weekly = { ...at, every: 'week' } as const
    // 1 December 2026 is a Tuesday.
    expect(nextBackupAt(weekly, local('2026-12-01T12:00'))).toBe(local('2026-12-04T16:30'))
    expect(nextBackupAt(weekly, local('2026-12-04T16:30'))).toBe(local('2026-12-11T16:30'))
  })
})

it('a missing backup is overdue after 3, 9 or 7 days, and never by a clock that was set back', () => {
  const after = (every: 'never' | 'day' | 'week', days: number) => isBackupOverdue({ every }, 0, days * day)
  expect([after('day', 2.9), after('day', 3)]).toEqual([false, true])
  expect([after('week', 8.9), after('week', 9)]).toEqual([false, true])
  expect([after('never', 6.9), after('never', 7)]).toEqual([false, true])
  expect(isBackupOverdue({ every: 'day' }, 10 * day, 0)).toBe(false)
})

it('a passphrase is counted as people count letters', () => {
  expect([isLongPassphrase('a'.repeat(14)), isLongPassphrase('a'.repeat(15))]).toEqual([false, true])
  expect(isLongPassphrase('🔑'.repeat(14))).toBe(false)
})

it('the name of a file keeps the organisation readable and nothing that a disk refuses', () => {
  const at = local('2026-12-01T03:04:05')
  expect(backupFileName('Ærø & Søn: A/S', at)).toBe('keydesk-Ærø-Søn-A-S-2026-12-01-030405.keydesk-backup')
  expect(backupFileName('../..', at)).toBe('keydesk--2026-12-01-030405.keydesk-backup')
})
