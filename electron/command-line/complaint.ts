import { errorMap, isDomainError } from '../../shared/errors.ts'
import { errorSentence } from '../../shared/i18n/error-sentence.ts'
import { createWords } from '../../shared/i18n/i18n.ts'
import type { Language } from '../../shared/ids.ts'
import { asStoreError } from '../db/store-errors.ts'
import { type ExitStatus, exitStatus, exitStatusOf } from './exit-status.ts'

/** Bad input that the command line finds itself, before any service is asked; the sentence is what the person reads. */
export function usageError(sentence: string): Error {
  return Object.assign(new Error(sentence), { name: 'UsageError' })
}

/** True for bad input that the command line found itself. */
export function isUsageError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'UsageError'
}

/** The sentence and the exit status for any error; for a bug the sentence holds nothing of the error itself. */
export function complaintOf(
  thrown: unknown,
  language: Language,
): { readonly sentence: string; readonly status: ExitStatus } {
  if (isUsageError(thrown)) return { sentence: thrown.message, status: exitStatus.badInput }
  const words = createWords(language)
  const error = asStoreError(thrown)
  if (isDomainError(error) && error.code in errorMap) {
    const how = error.code === 'KEYCHAIN_FAILED' ? ` ${words.t('errors.keychainOnCommandLine')}` : ''
    return { sentence: `${errorSentence(error, words)}${how}`, status: exitStatusOf(error.code) }
  }
  const name = error instanceof Error ? error.name : typeof error
  return { sentence: words.t('errors.bug', { name }), status: exitStatus.someFailed }
}
