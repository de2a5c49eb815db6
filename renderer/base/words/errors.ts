import { useCallback } from 'react'
import type { ErrorCode, PasswordRuleName } from '../../../shared/errors.ts'
import { badInputText, conflictText, fieldFaultText } from '../../../shared/i18n/field-name.ts'
import { folderInUse } from '../../../shared/i18n/folder-in-use.ts'
import type { RoleName } from '../../../shared/rules/role-matrix.ts'
import type { UsernameFault } from '../../../shared/rules/username.ts'
import { errorCodeOf, errorDataOf, isConnectionLost } from '../api-errors.ts'
import { uniqueWords } from './unique-words.ts'
import { localeOf, useWords, type Words } from './words.ts'

const usernameFaults = [
  'usernameInvalid',
  'usernameNoAt',
  'usernameDotBeforeAt',
  'usernameTooLong',
] as const satisfies readonly UsernameFault[]

type SentenceWithData = (error: unknown, words: Words) => string | null

function list(words: Words, items: readonly string[], type: Intl.ListFormatType = 'conjunction'): string {
  return new Intl.ListFormat(localeOf(words.language), { type }).format(items)
}

function notAllowed(error: unknown, words: Words): string {
  const { roles = [], isLimited = false } = errorDataOf(error, 'NOT_ALLOWED') ?? {}
  if (roles.length === 0) return words.t('errors.notAllowedAtAll')
  const names = roles.map((role) => words.t(`roles.${role as RoleName}`))
  const needed = { roles: list(words, names, 'disjunction') }
  return isLimited ? words.t('users.needsUnlimited', needed) : words.t('errors.NOT_ALLOWED', needed)
}

function usernameInvalid(error: unknown, { t }: Words): string | null {
  const reason = errorDataOf(error, 'USERNAME_INVALID')?.reason
  const fault = usernameFaults.find((known) => known === reason)
  return fault === undefined ? null : t(`errors.usernameFault.${fault}`)
}

function rulesIn(words: Words, rules: readonly PasswordRuleName[]): string {
  return list(
    words,
    rules.map((rule) => words.t(`rules.${rule}`)),
  )
}

/** The rules that were broken, and the words that the person has to leave out. */
function policyBroken(error: unknown, words: Words): string {
  const { rules = [], words: hits = [] } = errorDataOf(error, 'POLICY_BROKEN') ?? {}
  const broken = { rules: rulesIn(words, rules) }
  if (hits.length === 0) return words.t('errors.POLICY_BROKEN', broken)
  return words.t('errors.policyBrokenWords', { ...broken, words: list(words, uniqueWords(hits)) })
}

function directoryRefused(error: unknown, { t }: Words): string | null {
  const { reason, isLikely = false } = errorDataOf(error, 'DIRECTORY_REFUSED') ?? {}
  if (reason === undefined) return null
  if (!isLikely) return t(`errors.directoryRefusal.${reason}`)
  const isGuessed = reason === 'length' || reason === 'complexity' || reason === 'history'
  return isGuessed ? t(`errors.directoryRefusalLikely.${reason}`) : null
}

/** Longer than any policy locks, in seconds: the account waits for an admin. */
const forGoodSeconds = 1_000_000

function tooManyAttempts(error: unknown, { t, formatDuration }: Words): string {
  const { seconds = 1, isLimit = false } = errorDataOf(error, 'TOO_MANY_ATTEMPTS') ?? {}
  if (isLimit) return t('errors.tooManyInTime', { time: formatDuration(seconds) })
  if (seconds > forGoodSeconds) return t('errors.lockedForGood')
  return t('errors.tooManyAttempts', { time: formatDuration(seconds) })
}

/** Sentences that need the data of the error; all other codes have one fixed sentence. */
const sentencesWithData: Partial<Record<ErrorCode, SentenceWithData>> = {
  NOT_ALLOWED: notAllowed,
  POLICY_BROKEN: policyBroken,
  POLICY_IMPOSSIBLE: (error, words) =>
    words.t('errors.POLICY_IMPOSSIBLE', {
      rules: rulesIn(words, errorDataOf(error, 'POLICY_IMPOSSIBLE')?.rules ?? []),
    }),
  KEYCHAIN_FAILED: (error, { t }) =>
    t(`errors.keychainFault.${errorDataOf(error, 'KEYCHAIN_FAILED')?.reason ?? 'gone'}`),
  DIRECTORY_REFUSED: directoryRefused,
  NOT_FOUND: (error, { t }) => {
    const what = errorDataOf(error, 'NOT_FOUND')?.what
    return what === undefined ? null : t(`errors.notFound.${what}`)
  },
  VIEW_NAME_TAKEN: (error, { t }) =>
    t('errors.VIEW_NAME_TAKEN', { name: errorDataOf(error, 'VIEW_NAME_TAKEN')?.name ?? '' }),
  TOO_MANY_VIEWS: (error, { t }) =>
    t('errors.TOO_MANY_VIEWS', { count: errorDataOf(error, 'TOO_MANY_VIEWS')?.maximum ?? 0 }),
  USERNAME_TAKEN: (error, { t }) =>
    t('errors.USERNAME_TAKEN', { username: errorDataOf(error, 'USERNAME_TAKEN')?.username ?? '' }),
  USERNAME_INVALID: usernameInvalid,
  WAITING_FOR_APPROVAL: (error, { t, formatNumber }) =>
    t('errors.WAITING_FOR_APPROVAL', {
      request: formatNumber(errorDataOf(error, 'WAITING_FOR_APPROVAL')?.request ?? 0),
    }),
  PASSWORD_KNOWN: (error, words) => {
    const { names = [] } = errorDataOf(error, 'PASSWORD_KNOWN') ?? {}
    const known = names.map((name) => (name === '' ? words.t('errors.somebodyUnknown') : name))
    return words.t('errors.PASSWORD_KNOWN', { names: list(words, uniqueWords(known)) })
  },
  APPROVER_PASSWORD_KNOWN: (error, words) =>
    words.t('errors.APPROVER_PASSWORD_KNOWN', {
      names: list(words, errorDataOf(error, 'APPROVER_PASSWORD_KNOWN')?.names ?? []),
    }),
  GROUP_NAME_TAKEN: (error, { t }) =>
    t('errors.GROUP_NAME_TAKEN', { name: errorDataOf(error, 'GROUP_NAME_TAKEN')?.name ?? '' }),
  GROUP_CIRCLE: (error, { t }) => t('errors.GROUP_CIRCLE', { group: errorDataOf(error, 'GROUP_CIRCLE')?.group ?? '' }),
  GROUP_IN_USE: (error, words) => {
    const { by = [], hasRules = false } = errorDataOf(error, 'GROUP_IN_USE') ?? {}
    if (hasRules) return words.t('errors.groupHasRules')
    return words.t('errors.GROUP_IN_USE', { by: list(words, by) })
  },
  GROUP_LIMITS_ROLE: (error, words) => {
    const { group = '', roles = [] } = errorDataOf(error, 'GROUP_LIMITS_ROLE') ?? {}
    const names = roles.map((role) => words.t(`roles.${role as RoleName}`))
    return words.t('errors.GROUP_LIMITS_ROLE', { group, roles: list(words, names, 'disjunction') })
  },
  TOO_MANY_GROUPS: (error, { t }) =>
    t('errors.TOO_MANY_GROUPS', { maximum: errorDataOf(error, 'TOO_MANY_GROUPS')?.maximum ?? 0 }),
  SELF_SERVICE_FAULTS: (error, words) => {
    const faults = errorDataOf(error, 'SELF_SERVICE_FAULTS')?.faults ?? []
    const texts = faults.map((fault) => words.t(`policies.selfService.faults.${fault}`))
    return words.t('errors.SELF_SERVICE_FAULTS', { faults: list(words, texts) })
  },
  FIELD_INVALID: (error, { t, language }) =>
    fieldFaultText(t, language, errorDataOf(error, 'FIELD_INVALID') ?? { field: '', reason: '' }),
  DIRECTORY_CONFLICT: (error, { t, language }) => {
    const data = errorDataOf(error, 'DIRECTORY_CONFLICT')
    return data === null ? null : conflictText(t, language, data)
  },
  FILE_UNREADABLE: (error, { t }) => {
    const data = errorDataOf(error, 'FILE_UNREADABLE')
    return data === null ? null : t(`errors.fileFault.${data.fault}`, { line: data.line ?? 1 })
  },
  MAIL_TEMPLATE: (error, { t }) => {
    const { unknown = [], missing = [] } = errorDataOf(error, 'MAIL_TEMPLATE') ?? {}
    return t('errors.MAIL_TEMPLATE', { names: unknown.concat(missing).join(', ') })
  },
  LINK_REFUSED: (error, { t }) => {
    const reason = errorDataOf(error, 'LINK_REFUSED')?.reason
    return reason === undefined ? null : t(`links.refusals.${reason}`)
  },
  LINKS_LIMIT: (error, { t }) => t('errors.LINKS_LIMIT', { count: errorDataOf(error, 'LINKS_LIMIT')?.maximum ?? 0 }),
  PORTAL_CERTIFICATE: (error, { t }) => {
    const reason = errorDataOf(error, 'PORTAL_CERTIFICATE')?.reason
    return reason === undefined ? null : t(`errors.certificateFault.${reason}`)
  },
  DIRECTORY_UNREACHABLE: (error, { t }) => {
    const reason = errorDataOf(error, 'DIRECTORY_UNREACHABLE')?.reason
    return reason === undefined ? null : t(`errors.directoryFault.${reason}`)
  },
  TOO_MANY_ATTEMPTS: tooManyAttempts,
  SECRET_DAMAGED: (error, words) => {
    const { names = [] } = errorDataOf(error, 'SECRET_DAMAGED') ?? {}
    return names.length < 2
      ? words.t('errors.SECRET_DAMAGED')
      : words.t('errors.secretsDamaged', { names: list(words, names) })
  },
  STORE_PARTLY_DAMAGED: (error, words) => {
    const { tables = [] } = errorDataOf(error, 'STORE_PARTLY_DAMAGED') ?? {}
    return words.t('errors.STORE_PARTLY_DAMAGED', { tables: list(words, tables) })
  },
  STORE_REPLACED: (error, { t }) => {
    const copy = errorDataOf(error, 'STORE_REPLACED')?.copy ?? ''
    return copy === '' ? t('errors.storeReplacedUnsaved') : t('errors.STORE_REPLACED', { copy })
  },
  BACKUP_NOT_WRITTEN: (error, { t }) => {
    const data = errorDataOf(error, 'BACKUP_NOT_WRITTEN')
    return data === null ? null : t(`errors.backupWriteFault.${data.fault}`, { path: data.path })
  },
  BACKUP_UNREADABLE: (error, { t }) => {
    const fault = errorDataOf(error, 'BACKUP_UNREADABLE')?.fault
    return fault === undefined ? null : t(`errors.backupFault.${fault}`)
  },
  BACKUP_KEY_WRONG: (error, { t, formatDateTime }) => {
    const data = errorDataOf(error, 'BACKUP_KEY_WRONG')
    if (data === null) return null
    const { organisation, madeAt } = data
    return t('errors.BACKUP_KEY_WRONG', { organisation, time: formatDateTime(madeAt) })
  },
  BACKUP_NEWER: (error, { t, formatNumber }) => {
    const { needed = 0, known = 0 } = errorDataOf(error, 'BACKUP_NEWER') ?? {}
    return t('errors.BACKUP_NEWER', { needed: formatNumber(needed), known: formatNumber(known) })
  },
  FOLDER_IN_USE: (error, { t }) => folderInUse(t, errorDataOf(error, 'FOLDER_IN_USE')?.holder ?? ''),
  BAD_REQUEST: (error, { t, language }) => badInputText(t, language, errorDataOf(error, 'BAD_REQUEST')?.paths ?? []),
  INTERNAL: (error, { t }) => t('errors.INTERNAL', { logId: errorDataOf(error, 'INTERNAL')?.logId ?? '' }),
}

function errorText(error: unknown, words: Words): string {
  if (isConnectionLost(error)) return words.t('errors.lostConnection')
  const code = errorCodeOf(error)
  if (code === null) return words.t('errors.unknown')
  // The key is typed, so that a code without a sentence does not compile.
  return sentencesWithData[code]?.(error, words) ?? words.t(`errors.${code}`, { count: 1 })
}

/** Puts a failed call into one sentence in the reader's language. */
export function useErrorText(): (error: unknown) => string {
  const words = useWords()
  return useCallback((error: unknown) => errorText(error, words), [words])
}
