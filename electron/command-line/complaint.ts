import { type DomainError, errorMap, isDomainError } from '../../shared/errors.ts'
import { createWords } from '../../shared/i18n/i18n.ts'
import { type ExitStatus, exitStatus, exitStatusOf } from './exit-status.ts'

/** Bad input that the command line finds itself, before any service is asked; the sentence is what the person reads. */
export function usageError(sentence: string): Error {
  return Object.assign(new Error(sentence), { name: 'UsageError' })
}

/** True for bad input that the command line found itself. */
export function isUsageError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'UsageError'
}

const words = createWords('en')

function has(key: string): boolean {
  return words.exists(key)
}

/** The most exact sentence that there is for an error: the fault or the thing that is missing, else the code. */
function keyOf({ code, data }: DomainError): string {
  const facts = data as Record<string, unknown>
  const exact = [`errors.fileFault.${facts.fault}`, `errors.notFound.${facts.what}`].find(has)
  if (exact !== undefined) return exact
  const isRoleless = code === 'NOT_ALLOWED' && (facts.roles as readonly string[]).length === 0
  return isRoleless && has('errors.notAllowedAtAll') ? 'errors.notAllowedAtAll' : `errors.${code}`
}

function inWords(value: unknown): string {
  if (!Array.isArray(value)) return String(value)
  return value.map((item) => namesOf(String(item))).join(', ')
}

/** Roles and rules have names for people; paths of bad input don't. */
function namesOf(item: string): string {
  const key = [`roles.${item}`, `rules.${item}`].find(has)
  return key === undefined ? item : words.t(key as 'common.save')
}

/** The sentence and the exit status for anything that went wrong; a bug has no words of its own. */
export function complaintOf(error: unknown): { readonly sentence: string; readonly status: ExitStatus } {
  if (isUsageError(error)) return { sentence: error.message, status: exitStatus.badInput }
  if (!isDomainError(error) || !(error.code in errorMap)) {
    const reason = error instanceof Error ? error.name : typeof error
    return { sentence: `Something went wrong (${reason}).`, status: exitStatus.someFailed }
  }
  const facts = Object.entries(error.data).map(([name, value]) => [name, inWords(value)])
  const count = (error.data as { seconds?: number }).seconds ?? 0
  const sentence = words.t(keyOf(error) as 'common.save', { ...Object.fromEntries(facts), count })
  return { sentence, status: exitStatusOf(error.code) }
}
