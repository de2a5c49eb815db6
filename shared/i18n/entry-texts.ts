import type { TFunction } from 'i18next'
import { type ErrorCode, errorMap } from '../errors.ts'
import { jobKind } from '../jobs.ts'
import { mailReason, templateName } from '../mail.ts'
import { requestKind } from '../requests.ts'

/** The reasons that sign-in writes; any other reason is an error code, or is shown as it is. */
const reasons = [
  'unknownUser',
  'wrongPassword',
  'wrongCode',
  'vaultLocked',
  'blocked',
  'locked',
  'lapsed',
  'none',
] as const

function isPlainCode(reason: string): reason is ErrorCode {
  return Object.hasOwn(errorMap, reason)
}

/** Why the act of an entry of the audit log failed, in words if there are any. */
export function reasonText(t: TFunction, reason: string): string {
  const known = reasons.find((one) => one === reason)
  if (known !== undefined) return t(`audit.reasons.${known}`)
  const ofMail = mailReason.safeParse(reason)
  if (ofMail.success) return t(`mail.reasons.${ofMail.data}`)
  return isPlainCode(reason) ? t(`errors.${reason}`, { count: 1 }) : reason
}

/** The name of a mail that Keydesk sends. */
export function templateText(t: TFunction, name: string): string {
  const template = templateName.safeParse(name)
  return template.success ? t(`mail.templates.${template.data}`) : name
}

/** Whom or what an entry is about: a user name, the kind of job or request, or the name of a mail. */
export function targetText(t: TFunction, target: string): string {
  const kind = jobKind.safeParse(target)
  if (kind.success) return t(`jobs.kinds.${kind.data}`)
  const asked = requestKind.safeParse(target)
  return asked.success ? t(`requests.kinds.${asked.data}`) : templateText(t, target)
}
