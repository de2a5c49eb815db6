import { useSyncExternalStore } from 'react'
import { hashWith, readHash } from '../../base/hash.ts'

/** The two pages that the address may name; what somebody does on them stays out of it. */
export type RecoveryWord = 'forgot' | 'request'

function subscribe(onChange: () => void): () => void {
  addEventListener('hashchange', onChange)
  return () => removeEventListener('hashchange', onChange)
}

function current(): RecoveryWord | null {
  const named = readHash().get('page')
  return named === 'forgot' || named === 'request' ? named : null
}

/** Which of the pages before signing in the address names, null for none. */
export function useRecoveryWord(): RecoveryWord | null {
  return useSyncExternalStore(subscribe, current)
}

/** The address of one of these pages. */
export function recoveryHref(word: RecoveryWord): string {
  return hashWith('page', word)
}

/** Back to the page where one signs in. */
export function leaveRecovery(): void {
  const parts = readHash()
  parts.delete('page')
  location.hash = parts.toString()
}
