import { ResultCodeError } from 'ldapts'
import { type DirectoryRefusal, DomainError } from '../../../shared/errors.ts'
import { isDirectoryAway } from '../../../shared/rules/directory/directory-faults.ts'
import {
  type DirectoryRules,
  type Fact,
  windowsKindsNeeded,
  windowsKindsOf,
} from '../../../shared/rules/directory/directory-rules.ts'
import type { Verdict } from '../directory.ts'
import { isResult, refusalOf } from '../ldap/refusal.ts'

/** Windows error codes in front of the diagnostic text (MS-ERREF 2.2), which tell more than the result code. */
const passwordRestriction = 0x52d
const wrongPassword = 0x56
const lockedOut = 0x775

function windowsCodeOf(error: unknown): number | null {
  const digits = error instanceof ResultCodeError ? /^([0-9a-f]{8}):/i.exec(error.message)?.[1] : undefined
  return digits === undefined ? null : Number.parseInt(digits, 16)
}

/** The words with which Samba says which rule is broken; Windows only says that one is. */
const reasons: readonly (readonly [RegExp, DirectoryRefusal])[] = [
  [/too short/i, 'length'],
  [/complexity/i, 'complexity'],
  [/already used/i, 'history'],
  [/too young/i, 'tooYoung'],
]

/** True where a change was refused because the old password is not the one that the directory has. */
export const isOldPasswordWrong = (error: unknown): boolean => windowsCodeOf(error) === wrongPassword
export const isLockedOut = (error: unknown): boolean => windowsCodeOf(error) === lockedOut
/** True where a write broke the password rules, which are looked at after the old password. */
export const breaksRules = (error: unknown): boolean => windowsCodeOf(error) === passwordRestriction

/** The rule that the server says is broken, or null where it does not say. */
function saidRule(error: unknown): DirectoryRefusal | null {
  const { message } = error as Error
  return reasons.find(([words]) => words.test(message))?.[1] ?? null
}

/** The likely rule, where the server names none: those that a password shows by itself before those that only the directory knows. */
export function likelyRule(password: string, rules: Fact<DirectoryRules>, isOwn: boolean): DirectoryRefusal | null {
  if (rules === 'unknown') return null
  const { minimumLength, composition, historyCount } = rules
  if (minimumLength !== 'unknown' && password.length < minimumLength) return 'length'
  const isComplex = composition !== 'unknown' && composition.kind === 'threeOfFive'
  if (isComplex && windowsKindsOf(password) < windowsKindsNeeded) return 'complexity'
  return isOwn && historyCount !== 'unknown' && historyCount > 0 ? 'history' : null
}

/** What a refused write of a password means; `likely` is asked where the server only says that a rule is broken. */
export async function passwordRefusal(
  error: unknown,
  likely: () => Promise<DirectoryRefusal | null>,
): Promise<unknown> {
  if (!breaksRules(error)) return refusalOf(error)
  const said = saidRule(error)
  if (said !== null) return new DomainError('DIRECTORY_REFUSED', { reason: said })
  // The refusal stands where the directory does not say its rules; an error of the program must not pass for that.
  const reason = await likely().catch((fault) => {
    if (fault instanceof ResultCodeError || isDirectoryAway(fault)) return null
    throw fault
  })
  return new DomainError('DIRECTORY_REFUSED', reason === null ? {} : { reason, isLikely: true })
}

/** What the reason in a refused sign-in means (result 49, `data` and a code); all but 52e and 775 are said of the right password only. */
const verdicts: Readonly<Record<string, Exclude<Verdict['kind'], 'right'>>> = {
  '773': 'mustChange',
  '532': 'expired',
  '775': 'locked',
  '533': 'blocked',
  // Outside of the hours, from another machine than allowed, and an account whose time is over.
  '530': 'blocked',
  '531': 'blocked',
  '701': 'blocked',
}

/** The verdict in a refused sign-in. Throws DIRECTORY_UNREACHABLE for a refusal that says nothing about the password. */
export function verdictOf(error: unknown): Exclude<Verdict['kind'], 'right'> {
  if (!(error instanceof ResultCodeError)) throw error
  const reason = /\bdata ([0-9a-f]{3,4})\b/i.exec(error.message)?.[1]?.toLowerCase() ?? ''
  // A name that the server does not know, or can't read, is nobody's.
  if (isResult(error, 'noSuchObject') || isResult(error, 'invalidName')) return 'wrong'
  if (!isResult(error, 'invalidCredentials')) throw new DomainError('DIRECTORY_UNREACHABLE', { reason: 'refused' })
  return verdicts[reason] ?? 'wrong'
}
