import { createSecretKey, type KeyObject } from 'node:crypto'
import { DomainError } from '../../shared/errors.ts'
import { deriveKey, unseal } from './seal.ts'
import type { createVaultStore } from './vault-store.ts'

/** The one 256-bit key in memory while the vault is open, and nothing else. */
export function createMasterKey(store: ReturnType<typeof createVaultStore>) {
  const listeners: (() => void)[] = []
  let key: Buffer | null = null
  /** Derived keys by purpose, kept because deriving one costs as much as sealing ten passwords. */
  const derived = new Map<string, Buffer>()
  /** The same keys as objects of OpenSSL, with which a keyed hash takes a tenth of the time. */
  const objects = new Map<string, KeyObject>()

  function must(): Buffer {
    if (key === null) throw new DomainError('VAULT_LOCKED')
    return key
  }

  function forget(): void {
    for (const one of derived.values()) one.fill(0)
    derived.clear()
    objects.clear()
  }

  function keyFor(purpose: string): Buffer {
    const known = derived.get(purpose) ?? deriveKey(must(), purpose)
    derived.set(purpose, known)
    return known
  }

  /** True for the key that was sealed into the proof at set-up. */
  function isRight(candidate: Uint8Array): boolean {
    const row = store.vault()
    return row !== null && unseal(deriveKey(candidate, 'proof'), row.proof, 'proof', row.vault_id) !== null
  }

  return {
    isRight,
    /** Takes a key only if it is the right one. */
    open: (candidate: Uint8Array | null): boolean => {
      if (candidate === null || !isRight(candidate)) return false
      const wasLocked = key === null
      forget()
      key = Buffer.from(candidate)
      if (wasLocked) for (const listener of listeners) listener()
      return true
    },
    /** Takes the key of a vault that is being made and has no proof yet. */
    begin: (secret: Buffer): void => {
      forget()
      key = secret
    },
    isOpen: () => key !== null,
    must,
    /** The key for one purpose, kept while the vault is open; nobody may overwrite it. */
    keyFor,
    /** The same key for keyed hashes. */
    digestKeyFor: (purpose: string): KeyObject => {
      const known = objects.get(purpose) ?? createSecretKey(keyFor(purpose))
      objects.set(purpose, known)
      return known
    },
    onOpen: (listener: () => void) => listeners.push(listener),
    close: (): void => {
      forget()
      key?.fill(0)
      key = null
    },
  }
}
