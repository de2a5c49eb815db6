import type { TFunction } from 'i18next'
import type { AuditEntry } from '../../shared/audit.ts'
import { type ErrorCode, errorMap } from '../../shared/errors.ts'
import { type Language, language as languageSchema } from '../../shared/ids.ts'
import { jobKind } from '../../shared/jobs.ts'
import { mailReason, templateName } from '../../shared/mail.ts'
import { roleName } from '../../shared/rules/role-matrix.ts'
import { userFileHeadings } from '../../shared/rules/user-file-headings.ts'

export type EntryWords = { readonly t: TFunction; readonly language: Language }

/** Reasons that sign-in writes down; anything else is an error code or is shown as it stands. */
const reasons = ['unknownUser', 'wrongPassword', 'vaultLocked', 'blocked', 'locked', 'lapsed', 'none'] as const
/** What the facts of an entry are called. */
const names = {
  done: 'audit.details.done',
  skipped: 'audit.details.skipped',
  leftOut: 'audit.details.skipped',
  failed: 'audit.details.failed',
  people: 'audit.details.people',
  entries: 'audit.details.entries',
  users: 'audit.details.users',
  mustChange: 'audit.details.mustChange',
  fields: 'audit.details.fields',
  role: 'audit.details.role',
  roles: 'audit.details.roles',
  with: 'audit.details.with',
  neverExpires: 'audit.details.neverExpires',
  sessions: 'audit.details.sessions',
  mailPassword: 'audit.details.mailPassword',
  isOn: 'mail.isOn',
  host: 'mail.host',
  port: 'mail.port',
  security: 'mail.security',
  username: 'mail.username',
  senderName: 'mail.senderName',
  senderAddress: 'mail.senderAddress',
  template: 'mail.template.which',
  language: 'audit.details.language',
  isDefault: 'mail.template.reset',
  organisation: 'settings.organisation',
  signInAddress: 'settings.signInAddress',
  idleMinutes: 'settings.idleMinutes',
  sessionHours: 'settings.sessionHours',
  clipboardSeconds: 'settings.clipboardSeconds',
  temporaryStyle: 'settings.style',
  temporaryHours: 'settings.lifetime',
} as const

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
  const ofMail = mailReason.safeParse(reason)
  if (ofMail.success) return t(`mail.reasons.${ofMail.data}`)
  return isPlainCode(reason) ? t(`errors.${reason}`, { count: 1 }) : reason
}

function languageText(t: TFunction, value: string): string {
  const known = languageSchema.safeParse(value)
  return known.success ? t(`users.languages.${known.data}`) : value
}

function templateText(t: TFunction, name: string): string {
  const template = templateName.safeParse(name)
  return template.success ? t(`mail.templates.${template.data}`) : name
}

/** Whom or what an entry is about: a user name, an address, the kind of job or the name of a mail. */
export function targetText(t: TFunction, target: string): string {
  const kind = jobKind.safeParse(target)
  return kind.success ? t(`jobs.kinds.${kind.data}`) : templateText(t, target)
}

/** Numbers that tie entries together for a machine; nobody reads them. */
const onlyInExport: readonly string[] = ['job', 'ids']

function isNamed(name: string): name is keyof typeof names {
  return Object.hasOwn(names, name)
}

function roleText(t: TFunction, value: string): string {
  const role = roleName.safeParse(value)
  return role.success ? t(`roles.${role.data}`) : value
}

function valueText(words: EntryWords, name: string, value: string): string {
  const { t, language } = words
  if (name === 'template') return templateText(t, value)
  if (name === 'language') return languageText(t, value)
  if (name === 'role') return roleText(t, value)
  if (name === 'roles')
    return value
      .split(', ')
      .map((one) => roleText(t, one))
      .join(', ')
  if (name === 'fields') {
    const headings: Readonly<Record<string, string>> = userFileHeadings[language]
    return value
      .split(', ')
      .map((field) => headings[field] ?? field)
      .join(', ')
  }
  return value.replaceAll(/\b(true|false|null)\b/g, (word) => t(`audit.values.${word as 'true' | 'false' | 'null'}`))
}

/** The further facts of an entry in one line. */
export function detailText(words: EntryWords, detail: AuditEntry['detail']): string {
  return Object.entries(detail)
    .filter(([name]) => !onlyInExport.includes(name))
    .map(([name, value]) => `${isNamed(name) ? words.t(names[name]) : name}: ${valueText(words, name, value)}`)
    .join(' · ')
}
