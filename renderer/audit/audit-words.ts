import type { TFunction } from 'i18next'
import type { AuditEntry, AuditVerdict } from '../../shared/audit.ts'
import { type ErrorCode, errorMap } from '../../shared/errors.ts'
import { jobKind } from '../../shared/jobs.ts'

/** Reasons that sign-in writes down; anything else is an error code or is shown as it stands. */
const reasons = ['unknownUser', 'wrongPassword', 'vaultLocked', 'blocked', 'locked', 'lapsed', 'none'] as const
const details = [
  'done',
  'skipped',
  'failed',
  'job',
  'people',
  'entries',
  'users',
  'mustChange',
  'role',
  'organisation',
  'with',
] as const

function oneOf<T extends string>(list: readonly T[], text: string): T | null {
  return list.find((one) => one === text) ?? null
}

function isPlainCode(reason: string): reason is ErrorCode {
  return Object.hasOwn(errorMap, reason)
}

/** Why something failed, in words where we have them. */
export function reasonText(t: TFunction, reason: string): string {
  const known = oneOf(reasons, reason)
  if (known !== null) return t(`audit.reasons.${known}`)
  return isPlainCode(reason) ? t(`errors.${reason}`, { count: 1 }) : reason
}

/** Whom or what an entry is about: a user name, or the kind of job. */
export function targetText(t: TFunction, target: string): string {
  const kind = jobKind.safeParse(target)
  return kind.success ? t(`jobs.kinds.${kind.data}`) : target
}

/** The further facts of an entry in one line. */
export function detailText(t: TFunction, detail: AuditEntry['detail']): string {
  const facts = Object.entries(detail).map(([name, value]) => {
    const known = oneOf(details, name)
    return `${known === null ? name : t(`audit.details.${known}`)}: ${value}`
  })
  return facts.join(' · ')
}

/** What Verify found, in one sentence. */
export function verdictText(t: TFunction, { isIntact, entries, brokenEntry, fault }: AuditVerdict): string {
  if (isIntact || fault === null) return t('audit.intact', { count: entries })
  return t(`audit.faults.${fault}`, { entry: brokenEntry ?? entries })
}
