import { createSecretKey, type KeyObject } from 'node:crypto'
import { DomainError } from '../../shared/errors.ts'
import { deriveKey, unseal } from './seal.ts'
import type { createVaultStore } from './vault-store.ts'

/** The one 256-bit master key, in memory while the vault is open. */
export function createMasterKey(store: ReturnType<typeof createVaultStore>) {
  const listeners: (() => void)[] = []
  let key: Buffer | null = null
  /**
   * Derived keys by purpose, kept because deriving one takes as long as sealing ten passwords. As key objects of OpenSSL they make sealing
   * and keyed hashing five times faster, and Node wipes them when it collects them.
   */
  const derived = new Map<string, KeyObject>()

  function must(): Buffer {
    if (key === null) throw new DomainError('VAULT_LOCKED')
    return key
  }

  /** The key for one purpose, kept while the vault is open. */
  function keyFor(purpose: string): KeyObject {
    const known = derived.get(purpose)
    if (known !== undefined) return known
    const bytes = deriveKey(must(), purpose)
    const key = createSecretKey(bytes)
    bytes.fill(0)
    derived.set(purpose, key)
    return key
  }

  /** True for the right key: it opens the proof that was sealed at set-up. */
  function isRight(candidate: Uint8Array): boolean {
    const row = store.vault()
    return row !== null && unseal(deriveKey(candidate, 'proof'), row.proof, 'proof', row.vault_id) !== null
  }

  return {
    isRight,
    /** Opens the vault with a key if it is the right one; answers whether it was. */
    open: (candidate: Uint8Array | null): boolean => {
      if (candidate === null || !isRight(candidate)) return false
      const wasLocked = key === null
      derived.clear()
      key = Buffer.from(candidate)
      if (wasLocked) for (const listener of listeners) listener()
      return true
    },
    /** Sets the key of a vault that is being made and has no proof yet. */
    begin: (secret: Buffer): void => {
      derived.clear()
      key = secret
    },
    isOpen: () => key !== null,
    must,
    keyFor,
    onOpen: (listener: () => void) => listeners.push(listener),
    close: (): void => {
      derived.clear()
      key?.fill(0)
      key = null
    },
  }
}
