import type { TFunction } from 'i18next'
import { type ErrorCode, errorMap } from '../errors.ts'
import { exclusionReason } from '../passwords.ts'

/** Plainer sentences for codes whose own sentence needs data that a job item does not have, or that an exclusion reason says better. */
const plainer = {
  NOT_ALLOWED: 'passwords.exclusion.notAllowed',
  OWN_ACCOUNT: 'passwords.exclusion.ownAccount',
  NOT_FOUND: 'passwords.exclusion.gone',
  POLICY_BROKEN: 'jobs.reasons.policy',
  POLICY_IMPOSSIBLE: 'jobs.reasons.policy',
  INTERNAL: 'jobs.reasons.internal',
} as const satisfies Partial<Record<ErrorCode, string>>

function isPlainer(code: string): code is keyof typeof plainer {
  return Object.hasOwn(plainer, code)
}

function isCode(reason: string): reason is ErrorCode {
  return Object.hasOwn(errorMap, reason)
}

/** Why somebody of a job was left out or failed, in words, by exclusion reason or error code. */
export function reasonText(t: TFunction, reason: string | null): string {
  if (reason === null) return ''
  const excluded = exclusionReason.safeParse(reason)
  if (excluded.success) return t(`passwords.exclusion.${excluded.data}`)
  if (isPlainer(reason)) return t(plainer[reason])
  return isCode(reason) ? t(`errors.${reason}`, { count: 1 }) : t('jobs.reasons.internal')
}
