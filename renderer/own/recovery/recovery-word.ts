import { useSyncExternalStore } from 'react'
import { hashWith, readHash } from '../../base/hash.ts'

/** The two pages that the address may name; nothing that is typed on them gets into the address. */
export type RecoveryWord = 'forgot' | 'request'

function subscribe(onChange: () => void): () => void {
  addEventListener('hashchange', onChange)
  return () => removeEventListener('hashchange', onChange)
}

function current(): RecoveryWord | null {
  const named = readHash().get('page')
  return named === 'forgot' || named === 'request' ? named : null
}

/** The page before signing in that the address names; null for none. */
export function useRecoveryWord(): RecoveryWord | null {
  return useSyncExternalStore(subscribe, current)
}

/** The address of one of these pages. */
export function recoveryHref(word: RecoveryWord): string {
  return hashWith('page', word)
}

/** Leads back to the sign-in page. */
export function leaveRecovery(): void {
  const parts = readHash()
  parts.delete('page')
  location.hash = parts.toString()
}
