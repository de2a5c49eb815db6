import { randomBytes } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import { slotCost } from './key-slots.ts'
import { recoveryKeyMaterial } from './recovery-key.ts'
import { deriveKey, seal, unseal } from './seal.ts'

/** A secret sealed under a key that is derived from what a person types. */
export type TypedSlot = { readonly salt: Uint8Array; readonly sealed: Uint8Array }
export type BackupKeys = ReturnType<typeof createBackupKeys>

const purpose = 'backup'

/** How the key of a backup file is sealed, so that the vault, its recovery key or a passphrase opens the file. `limit` bounds how many memory-hungry hashes run at once. */
export function createBackupKeys({ limit }: { readonly limit: <T>(work: () => Promise<T>) => Promise<T> }) {
  const derive = (passphrase: string, salt: Uint8Array) =>
    limit(() => hashRaw(passphrase.normalize('NFC'), { ...slotCost, salt }))

  return {
    sealByMaster: (masterKey: Uint8Array, fileKey: Uint8Array, vaultId: string): Buffer =>
      seal(deriveKey(masterKey, purpose), fileKey, purpose, vaultId),
    /** Null for a file of another vault. */
    openByMaster: (masterKey: Uint8Array, sealed: Uint8Array, vaultId: string): Buffer | null =>
      unseal(deriveKey(masterKey, purpose), sealed, purpose, vaultId),
    /** The master key in a vault's slot for the recovery key; null for what is not that key. */
    masterByRecoveryKey: (typed: string, { salt, sealed }: TypedSlot): Buffer | null => {
      const material = recoveryKeyMaterial(typed)
      return material && unseal(deriveKey(material, 'recovery slot', salt), sealed, 'slot', 'recovery')
    },
    sealByPassphrase: async (passphrase: string, fileKey: Uint8Array, vaultId: string): Promise<TypedSlot> => {
      const salt = randomBytes(16)
      return { salt, sealed: seal(await derive(passphrase, salt), fileKey, purpose, vaultId) }
    },
    openByPassphrase: async (passphrase: string, slot: TypedSlot, vaultId: string): Promise<Buffer | null> =>
      unseal(await derive(passphrase, slot.salt), slot.sealed, purpose, vaultId),
  }
}
