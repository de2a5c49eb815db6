import type { i18n } from 'i18next'
import { type DomainError, type ErrorCode, errorMap } from '../errors.ts'
import { knownLanguage } from '../languages.ts'
import { badInputText, conflictText, fieldFaultText } from './field-name.ts'
import { folderInUse } from './folder-in-use.ts'

/** The sentence for an expected error outside the screens: on the command line, and where Keydesk can't start at all. */
export function errorSentence(error: DomainError, words: i18n): string {
  const known = sentencesWithData[error.code]?.(error.data, words)
  if (known !== undefined) return known
  const facts = Object.entries(error.data).map(([name, value]) => [name, inWords(value, words)])
  const { seconds, maximum } = error.data as { seconds?: number; maximum?: number }
  const count = seconds ?? maximum ?? 0
  return words.t(keyOf(error, words) as 'common.save', { ...Object.fromEntries(facts), count })
}

/** Sentences that say the data in other words than it has. */
const sentencesWithData: Partial<Record<ErrorCode, (data: unknown, words: i18n) => string | undefined>> = {
  BAD_REQUEST: (data, { t, language }) => {
    const { paths } = errorMap.BAD_REQUEST.data.parse(data)
    return badInputText(t, knownLanguage(language), paths)
  },
  FIELD_INVALID: (data, { t, language }) => {
    return fieldFaultText(t, knownLanguage(language), errorMap.FIELD_INVALID.data.parse(data))
  },
  DIRECTORY_CONFLICT: (data, { t, language }) =>
    conflictText(t, knownLanguage(language), errorMap.DIRECTORY_CONFLICT.data.parse(data)),
  FOLDER_IN_USE: (data, { t }) => folderInUse(t, errorMap.FOLDER_IN_USE.data.parse(data).holder),
  BACKUP_KEY_WRONG: (data, { t, language }) => {
    const { organisation, madeAt } = errorMap.BACKUP_KEY_WRONG.data.parse(data)
    const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(madeAt)
    return t('errors.BACKUP_KEY_WRONG', { organisation, time })
  },
  MAIL_TEMPLATE: (data, { t }) => {
    const { unknown, missing } = errorMap.MAIL_TEMPLATE.data.parse(data)
    return t('errors.MAIL_TEMPLATE', { names: unknown.concat(missing).join(', ') })
  },
}

/** The place of the sentences for codes whose data holds a reason. */
const reasonTexts: Partial<Record<ErrorCode, string>> = {
  DIRECTORY_UNREACHABLE: 'errors.directoryFault',
  DIRECTORY_REFUSED: 'errors.directoryRefusal',
  KEYCHAIN_FAILED: 'errors.keychainFault',
  LINK_REFUSED: 'links.refusals',
  PORTAL_CERTIFICATE: 'errors.certificateFault',
  USERNAME_INVALID: 'errors.usernameFault',
}

/** The same where the reason is only likely. */
const likelyTexts: Partial<Record<ErrorCode, string>> = { DIRECTORY_REFUSED: 'errors.directoryRefusalLikely' }

/** The key of the most exact sentence: the one for the reason or the missing thing, else the one for the code. */
function keyOf({ code, data }: DomainError, words: i18n): string {
  const facts = data as Record<string, unknown>
  const kinds: Readonly<Record<string, string>> = {
    FOLDER_UNUSABLE: 'folderFault',
    STORE_UNUSABLE: 'storeFault',
    BACKUP_NOT_WRITTEN: 'backupWriteFault',
    BACKUP_UNREADABLE: 'backupFault',
  }
  const kind = kinds[code] ?? 'fileFault'
  const byReason = facts.isLikely === true ? likelyTexts[code] : reasonTexts[code]
  const exact = [
    `errors.${kind}.${facts.fault}`,
    `errors.notFound.${facts.what}`,
    ...(byReason === undefined ? [] : [`${byReason}.${facts.reason}`]),
  ].find((key) => words.exists(key))
  if (exact !== undefined) return exact
  if (code === 'STORE_REPLACED' && facts.copy === '') return 'errors.storeReplacedUnsaved'
  if (code === 'STORE_NEWER' && facts.needs === '') return 'errors.storeNewerUnknown'
  const isRoleless = code === 'NOT_ALLOWED' && (facts.roles as readonly string[]).length === 0
  return isRoleless ? 'errors.notAllowedAtAll' : `errors.${code}`
}

function inWords(value: unknown, words: i18n): string {
  if (!Array.isArray(value)) return String(value)
  return value.map((item) => nameOf(String(item), words)).join(', ')
}

/** The name of a role, a rule or a fault of self-service in words; a name that somebody gave stays as it is. */
function nameOf(item: string, words: i18n): string {
  const key = [`roles.${item}`, `rules.${item}`, `policies.selfService.faults.${item}`].find((one) => words.exists(one))
  return key === undefined ? item : words.t(key as 'common.save')
}
