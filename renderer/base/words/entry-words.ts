import type { TFunction } from 'i18next'
import type { AuditEntry } from '../../../shared/audit.ts'
import { directoryKind } from '../../../shared/directories.ts'
import { directoryNames } from '../../../shared/i18n/directory-names.ts'
import { templateText } from '../../../shared/i18n/entry-texts.ts'
import { fieldLabel } from '../../../shared/i18n/field-name.ts'
import { language as languageSchema } from '../../../shared/ids.ts'
import { languageFacts } from '../../../shared/languages.ts'
import { mailSecurity } from '../../../shared/mail.ts'
import { passwordStyle } from '../../../shared/passwords.ts'
import { certificateSource } from '../../../shared/portal.ts'
import { type OperationKey, type WaitingOperation, writtenOperation } from '../../../shared/requests.ts'
import { userFileFields } from '../../../shared/rules/files/user-file-headings.ts'
import { passwordState } from '../../../shared/rules/password-state.ts'
import { roleName } from '../../../shared/rules/role-matrix.ts'
import { proofMethods } from '../../../shared/rules/self-service.ts'
import { type ExportAs, signInStatus } from '../../../shared/users.ts'
import { pathText, policyPaths, valueText as policyValue } from './policy-words.ts'
import type { Words } from './words.ts'

export type EntryWords = Pick<Words, 't' | 'language' | 'formatDate' | 'formatNumber'>

/** The keys of the texts that name the facts of an entry. */
const names = {
  done: 'audit.details.done',
  skipped: 'audit.details.skipped',
  leftOut: 'audit.details.skipped',
  failed: 'audit.details.failed',
  people: 'audit.details.people',
  admins: 'audit.details.admins',
  entry: 'audit.details.entry',
  number: 'audit.details.number',
  entries: 'audit.details.entries',
  users: 'audit.details.users',
  format: 'audit.details.format',
  unchanged: 'audit.details.unchanged',
  mustChange: 'audit.details.mustChange',
  fields: 'audit.details.fields',
  role: 'audit.details.role',
  roles: 'audit.details.roles',
  with: 'audit.details.with',
  neverExpires: 'audit.details.neverExpires',
  sessions: 'audit.details.sessions',
  purpose: 'audit.details.purpose',
  step: 'audit.details.step',
  gateway: 'audit.details.gateway',
  updateSource: 'audit.details.updateSource',
  once: 'audit.details.once',
  minutes: 'audit.details.minutes',
  request: 'audit.details.request',
  requests: 'audit.details.requests',
  addresses: 'audit.details.addresses',
  reconfirmed: 'audit.details.reconfirmed',
  approvedBy: 'audit.details.approvedBy',
  askedBy: 'audit.details.askedBy',
  why: 'audit.details.why',
  twoPerson: 'audit.details.twoPerson',
  operation: 'requests.columns.what',
  displayName: 'requests.facts.displayName',
  alternateEmail: 'requests.facts.alternateEmail',
  mobilePhone: 'requests.facts.mobilePhone',
  setting: 'requests.facts.setting',
  reset: 'requests.facts.reset',
  group: 'audit.details.group',
  groups: 'audit.details.groups',
  subgroup: 'audit.details.subgroup',
  departments: 'audit.details.departments',
  name: 'audit.details.name',
  removed: 'audit.details.removed',
  factor: 'audit.details.factor',
  method: 'audit.details.method',
  codesLeft: 'audit.details.codesLeft',
  search: 'audit.details.search',
  signIn: 'users.filters.signIn',
  passwordState: 'users.filters.passwordState',
  department: 'users.columns.department',
  mailPassword: 'audit.details.mailPassword',
  isOn: 'mail.isOn',
  host: 'mail.host',
  port: 'mail.port',
  security: 'mail.security',
  username: 'mail.username',
  senderName: 'mail.senderName',
  senderAddress: 'mail.senderAddress',
  template: 'mail.template.which',
  subject: 'mail.template.subject',
  body: 'mail.template.body',
  language: 'audit.details.language',
  isDefault: 'mail.template.reset',
  organisation: 'settings.organisation',
  signInAddress: 'settings.signInAddress',
  idleMinutes: 'settings.idleMinutes',
  sessionHours: 'settings.sessionHours',
  clipboardSeconds: 'settings.clipboardSeconds',
  temporaryStyle: 'settings.style',
  temporaryHours: 'settings.lifetime',
  hostName: 'portal.hostName',
  address: 'portal.interface',
  source: 'portal.certificate',
  fingerprint: 'portal.fingerprint',
  validUntil: 'portal.validUntil',
  directory: 'users.directory',
  kind: 'directories.kind',
  servers: 'directories.server',
  base: 'directories.base',
  account: 'directories.account',
  trust: 'portal.certificate',
  added: 'audit.details.added',
  changed: 'audit.details.changed',
  gone: 'audit.details.gone',
  missing: 'audit.details.missing',
  lapsed: 'audit.details.lapsed',
} as const

/** Names of facts that the portal calls differently from the mail server. */
const portalNames: Readonly<Record<string, 'portal.isOn' | 'portal.port'>> = {
  isOn: 'portal.isOn',
  port: 'portal.port',
}

function oneOf<T extends string>(list: readonly T[], text: string): T | null {
  return list.find((one) => one === text) ?? null
}

export function languageText(value: string): string {
  const known = languageSchema.safeParse(value)
  return known.success ? languageFacts[known.data].ownName : value
}

/** The operation that waited for a second admin; the person whom it was about is shown beside it. */
function operationText(t: TFunction, value: string): string {
  const known = writtenOperation.safeParse(value)
  if (!known.success) return value
  const key = known.data.replace('.', '_') as OperationKey<typeof known.data>
  return t(`requests.operations.${key}`, { name: '…' })
}

/** Ids that connect entries; they are not shown. */
const onlyInExport: readonly string[] = ['job', 'ids', 'kind']

function isNamed(name: string): name is keyof typeof names {
  return Object.hasOwn(names, name)
}

function roleText(t: TFunction, value: string): string {
  if (value === 'none') return t('roles.none')
  const role = roleName.safeParse(value)
  return role.success ? t(`roles.${role.data}`) : value
}

/** A field of a person as its form calls it. */
function fieldText(words: EntryWords, field: string): string {
  if (field === 'language') return words.t('users.preferredLanguage')
  const known = userFileFields.find((one) => one === field)
  return known === undefined ? field : fieldLabel(known, words)
}

/** The texts of values that the service writes in English. */
const texts = {
  'recovery key': 'audit.values.recoveryKey',
  'sign-in': 'audit.values.signIn',
  'Temporary Access Pass': 'audit.values.pass',
  true: 'audit.values.true',
  false: 'audit.values.false',
  null: 'audit.values.null',
  standsStill: 'audit.values.standsStill',
} as const

function isText(value: string): value is keyof typeof texts {
  return Object.hasOwn(texts, value)
}

const factors = ['authenticator', 'recoveryCode'] as const
const steps = ['begin', 'ask', 'prove', 'link'] as const
const purposes = ['reset', 'unlock'] as const
const exportFormats = ['csv', 'ldif', 'newAdUser'] as const satisfies readonly ExportAs['format'][]
const trusts = ['system', 'authority', 'pinned'] as const

function oneText(words: EntryWords, name: string, value: string): string {
  const { t } = words
  const path = policyPaths.find((one) => one === name)
  if (path !== undefined) return policyValue(words, { path }, value)
  if (name === 'role' || name === 'roles') return roleText(t, value)
  if (name === 'fields') return fieldText(words, value)
  if (name === 'operation') return operationText(words.t, value)
  if (name === 'template') return templateText(t, value)
  if (name === 'language') return languageText(value)
  const factor = name === 'factor' || name === 'method' ? oneOf(factors, value) : null
  if (factor !== null) return t(`audit.factors.${factor}`)
  const method = name === 'method' ? oneOf(proofMethods, value) : null
  if (method !== null) return t(`methods.names.${method}`)
  const step = name === 'step' ? oneOf(steps, value) : null
  if (step !== null) return t(`audit.steps.${step}`)
  const purpose = name === 'purpose' ? oneOf(purposes, value) : null
  if (purpose !== null) return t(`audit.purposes.${purpose}`)
  const status = signInStatus.safeParse(value)
  if (name === 'signIn' && status.success) return t(`signIn.${status.data}`)
  const state = passwordState.safeParse(value)
  if (name === 'passwordState' && state.success) return t(`states.${state.data}`)
  const security = mailSecurity.safeParse(value)
  if (name === 'security' && security.success) return t(`mail.securities.${security.data}`)
  const source = certificateSource.safeParse(value)
  if (name === 'source' && source.success) return t(source.data === 'own' ? 'portal.useOwn' : 'portal.useAuthority')
  if (name === 'gateway' && value === 'off') return t('sms.kinds.off')
  if (name === 'updateSource' && value === 'off') return t('updates.kinds.off')
  if (name === 'address' && value === '') return t('portal.everyInterface')
  const until = name === 'validUntil' ? Date.parse(value) : Number.NaN
  if (!Number.isNaN(until)) return words.formatDate(until)
  const kind = directoryKind.safeParse(value)
  if (name === 'kind' && kind.success) return directoryNames[kind.data]
  const trust = name === 'trust' ? oneOf(trusts, value) : null
  if (trust !== null) return t(`directories.trusts.${trust}`)
  if (name === 'people' && value === 'keep') return t('directories.disconnectKeep')
  if (name === 'people' && value === 'remove') return t('directories.disconnectRemove')
  const format = oneOf(exportFormats, value)
  if (name === 'format' && format !== null) return t(`exports.formats.${format}`)
  const style = passwordStyle.safeParse(value)
  if (name === 'temporaryStyle' && style.success) return t(`passwords.styles.${style.data}`)
  return isText(value) ? t(texts[value]) : value
}

/** Facts that may hold several values. */
const lists: readonly string[] = ['role', 'roles', 'fields', 'signIn', 'passwordState']

/** Single values, lists of them, and changes from an old value to a new one. */
function valueText(words: EntryWords, name: string, value: string): string {
  if (name === 'why') return value
  const changes = value.split(' → ')
  // A path or a name may contain an arrow itself, so that only a text with a single arrow is a change.
  const parts = changes.length === 2 ? changes : [value]
  const inWords = (part: string) => {
    const values = lists.includes(name) ? part.split(', ') : [part]
    return values.map((one) => oneText(words, name, one)).join(', ')
  }
  return parts.map((part) => inWords(part) || '–').join(' → ')
}

function nameText(t: TFunction, name: string, operation: WaitingOperation | null): string {
  const ofPortal = operation === 'portal.save' ? portalNames[name] : undefined
  if (ofPortal !== undefined) return t(ofPortal)
  return isNamed(name) ? t(names[name]) : pathText(t, name)
}

/** Splits the name of a setting from its change; a group's name in it may contain a colon. */
const settingName = /^(groupRules\[.*\][^:]*|[^:]+): (.*)$/s

/** One change of a waiting setting ("port: 25 → 587"), with the name that its page uses. */
export function settingText(
  words: EntryWords,
  operation: WaitingOperation | null,
  setting: string,
): { readonly name: string; readonly change: string } {
  // The text of a mail may contain colons and arrows that mean nothing.
  if (operation === 'mail.saveTemplate') return { name: words.t('requests.facts.setting'), change: setting }
  const whole = operation === 'sms.save' ? 'gateway' : operation === 'updates.save' ? 'updateSource' : null
  const named = whole === null ? null : ['', whole, setting]
  const [, name = 'setting', change = setting] = named ?? settingName.exec(setting) ?? []
  return { name: nameText(words.t, name, operation), change: valueText(words, name, change) }
}

/** The further facts of an entry in one line. */
export function detailText(
  words: EntryWords,
  detail: AuditEntry['detail'],
  action: AuditEntry['action'] | null = null,
): string {
  const asked = writtenOperation.safeParse(action === 'Set portal settings.' ? 'portal.save' : detail.operation)
  const operation = asked.success ? asked.data : null
  const factText = ([name, value]: [string, string]) => {
    if (name !== 'setting') return [`${nameText(words.t, name, operation)}: ${valueText(words, name, value)}`]
    const parts = operation === 'mail.saveTemplate' ? [value] : value.split('; ')
    const settings = parts.map((one) => settingText(words, operation, one))
    return settings.map((one) => `${one.name}: ${one.change}`)
  }
  return Object.entries(detail)
    .filter(([name]) => !onlyInExport.includes(name))
    .flatMap(factText)
    .join(' · ')
}
