import type { Registration } from '../../../shared/registration.ts'
import type { ProofMethod } from '../../../shared/rules/self-service.ts'
import { useWords } from '../../base/words/words.ts'

/** How many of the required methods are registered. */
export function countedMethods({ methods, required }: Registration): number {
  return Math.min(required, methods.filter(({ isRegistered }) => isRegistered).length)
}

export function isOffered({ methods }: Registration, method: ProofMethod): boolean {
  return methods.some((one) => one.method === method)
}

export type NoteOf = (method: ProofMethod) => string | null
export type RowProps = { readonly info: Registration; readonly note: NoteOf }

/** What each method can be used for; only for people who may reset their own password. */
export function useNote(info: Registration): NoteOf {
  const { t } = useWords()
  return (method) => {
    if (!info.isEnabled) return null
    return t(isOffered(info, method) ? 'registration.counts' : 'registration.countsNot')
  }
}
