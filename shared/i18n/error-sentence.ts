import type { i18n } from 'i18next'
import type { DomainError, ErrorCode } from '../errors.ts'

/** The sentence for an expected error outside the screens: on the command line, and where Keydesk can't start at all. */
export function errorSentence(error: DomainError, words: i18n): string {
  const facts = Object.entries(error.data).map(([name, value]) => [name, inWords(value, words)])
  const { seconds, maximum } = error.data as { seconds?: number; maximum?: number }
  const count = seconds ?? maximum ?? 0
  return words.t(keyOf(error, words) as 'common.save', { ...Object.fromEntries(facts), count })
}

/** Where the sentences of a code are that says its reason. */
const reasonTexts: Partial<Record<ErrorCode, string>> = {
  KEYCHAIN_FAILED: 'errors.keychainFault',
  LINK_REFUSED: 'links.refusals',
  PORTAL_CERTIFICATE: 'errors.certificateFault',
  USERNAME_INVALID: 'errors.usernameFault',
}

/** The most exact sentence that there is: the fault or the thing that is missing, else the code. */
function keyOf({ code, data }: DomainError, words: i18n): string {
  const facts = data as Record<string, unknown>
  const kinds = { FOLDER_UNUSABLE: 'folderFault', STORE_UNUSABLE: 'storeFault' } as Record<string, string>
  const kind = kinds[code] ?? 'fileFault'
  const byReason = reasonTexts[code]
  const exact = [
    `errors.${kind}.${facts.fault}`,
    `errors.notFound.${facts.what}`,
    ...(byReason === undefined ? [] : [`${byReason}.${facts.reason}`]),
  ].find((key) => words.exists(key))
  if (exact !== undefined) return exact
  if (code === 'FOLDER_IN_USE' && facts.holder === '') return 'errors.folderInUseByAnother'
  if (code === 'STORE_REPLACED' && facts.copy === '') return 'errors.storeReplacedUnsaved'
  const isRoleless = code === 'NOT_ALLOWED' && (facts.roles as readonly string[]).length === 0
  return isRoleless ? 'errors.notAllowedAtAll' : `errors.${code}`
}

function inWords(value: unknown, words: i18n): string {
  if (!Array.isArray(value)) return String(value)
  return value.map((item) => nameOf(String(item), words)).join(', ')
}

/** Roles and rules have names for people; paths of bad input don't. */
function nameOf(item: string, words: i18n): string {
  const key = [`roles.${item}`, `rules.${item}`].find((one) => words.exists(one))
  return key === undefined ? item : words.t(key as 'common.save')
}
