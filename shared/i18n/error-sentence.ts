import type { i18n } from 'i18next'
import type { DomainError, ErrorCode } from '../errors.ts'

/** The sentence for an expected error outside the screens: on the command line, and where Keydesk can't start at all. */
export function errorSentence(error: DomainError, words: i18n): string {
  const facts = Object.entries(error.data).map(([name, value]) => [name, inWords(value, words)])
  const { seconds, maximum } = error.data as { seconds?: number; maximum?: number }
  const count = seconds ?? maximum ?? 0
  return words.t(keyOf(error, words) as 'common.save', { ...Object.fromEntries(facts), count })
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
  const kinds = { FOLDER_UNUSABLE: 'folderFault', STORE_UNUSABLE: 'storeFault' } as Record<string, string>
  const kind = kinds[code] ?? 'fileFault'
  const byReason = facts.isLikely === true ? likelyTexts[code] : reasonTexts[code]
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

/** The name of a role or a rule in words; a path of bad input stays as it is. */
function nameOf(item: string, words: i18n): string {
  const key = [`roles.${item}`, `rules.${item}`].find((one) => words.exists(one))
  return key === undefined ? item : words.t(key as 'common.save')
}
