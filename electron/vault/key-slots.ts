import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import type { KeychainFault } from '../../shared/errors.ts'
import { type Keychain, keychainFaultOf } from './keychain.ts'
import { createRecoveryKey, recoveryKeyMaterial } from './recovery-key.ts'
import { deriveKey, seal, unseal } from './seal.ts'
import type { createVaultStore } from './vault-store.ts'

/** Stronger than for sign-in, because a stolen file allows endless tries at a slot: argon2id, 64 MiB, three passes (OWASP ASVS, appendix C). */
export const slotCost = { memoryCost: 65536, timeCost: 3, parallelism: 1, outputLen: 32, algorithm: 2 }

/** A key derived from a global admin's password, ready to wrap the master key. */
export type AdminSlot = { readonly salt: Buffer; readonly kek: Buffer }

export type KeySlotsDeps = {
  readonly store: ReturnType<typeof createVaultStore>
  readonly keychain: Keychain
  readonly now: () => number
  /** Limits how many memory-hungry hashes run at once. */
  readonly limit: <T>(work: () => Promise<T>) => Promise<T>
}

/** The slots that hold the master key: the system's keychain, the printed recovery key and, where there is no keychain, the admins' passwords. */
export function createKeySlots({ store, keychain, now, limit }: KeySlotsDeps) {
  const derive = (password: string, salt: Buffer | Uint8Array) => limit(() => hashRaw(password, { ...slotCost, salt }))

  return {
    /** Removes the key that a failed set-up stored in the keychain. */
    clearKeychain: (vaultId: string): void => {
      try {
        keychain.remove(vaultId)
      } catch {
        // Without a keychain there is nothing to remove.
      }
    },
    /** Stores the key in the keychain and reads it back, because a write that silently failed would make the vault unreadable. */
    writeKeychain: (vaultId: string, secret: Uint8Array): boolean => {
      try {
        keychain.write(vaultId, secret)
        const back = keychain.read(vaultId)
        return back !== null && back.length === secret.length && timingSafeEqual(back, secret)
      } catch {
        return false
      }
    },
    /** The key, or the reason why the keychain does not give it; then the recovery key is needed. */
    readKeychain: (vaultId: string): Uint8Array | KeychainFault => {
      try {
        return keychain.read(vaultId) ?? 'gone'
      } catch (error) {
        return keychainFaultOf(error)
      }
    },
    /** The same beside the main thread; it takes as long as the system asks the person. */
    readKeychainLater: async (vaultId: string): Promise<Uint8Array | KeychainFault> => {
      try {
        return (await keychain.readLater(vaultId)) ?? 'gone'
      } catch (error) {
        return keychainFaultOf(error)
      }
    },
    /** Makes a new recovery key, which is shown once; the earlier one opens nothing any more. */
    putRecovery: (secret: Buffer, madeBy: number): string => {
      const recoveryKey = createRecoveryKey()
      const salt = randomBytes(16)
      const kek = deriveKey(recoveryKeyMaterial(recoveryKey) as Buffer, 'recovery slot', salt)
      store.putSlot('recovery', null, { salt, sealed: seal(kek, secret, 'slot', 'recovery'), madeBy }, now())
      return recoveryKey
    },
    openRecovery: (typed: string): Buffer | null => {
      const slot = store.slot('recovery')
      const material = recoveryKeyMaterial(typed)
      if (!slot?.sealed || material === null) return null
      return unseal(deriveKey(material, 'recovery slot', slot.salt), slot.sealed, 'slot', 'recovery')
    },
    prepareAdmin: async (password: string): Promise<AdminSlot> => {
      const salt = randomBytes(16)
      return { salt, kek: await derive(password, salt) }
    },
    /** Stores a slot for a password and its version, and removes the slots of people who are no longer global admins. */
    putAdmin: (userId: number, slot: AdminSlot, secret: Buffer, version: string): void => {
      const sealed = seal(slot.kek, secret, 'slot', `admin ${userId}`)
      store.putSlot('admin', userId, { salt: slot.salt, sealed, boundTo: digest(version) }, now())
      store.removeRetired()
    },
    /** False for a slot of an older password, which must be replaced. */
    isFresh: (userId: number, version: string): boolean => {
      const bound = store.slot('admin', userId)?.bound_to
      return bound != null && digest(version).equals(bound)
    },
    /**
     * The master key in an admin's slot, null if the password does not open it. Takes as long for people without a slot, so that the time
     * does not tell who is a global admin.
     */
    openAdmin: async (userId: number, password: string): Promise<Buffer | null> => {
      const slot = store.slot('admin', userId)
      const kek = await derive(password, slot?.salt ?? Buffer.alloc(16))
      return slot?.sealed ? unseal(kek, slot.sealed, 'slot', `admin ${userId}`) : null
    },
    /** Removes an admin's slot, but never the last one: somebody who signs in must still be able to open the vault. */
    dropAdmin: (userId: number): void => {
      const others = store.slots().some((slot) => slot.kind === 'admin' && slot.user_id !== userId)
      if (others) store.removeSlot('admin', userId)
    },
  }
}

function digest(version: string): Buffer {
  return createHash('sha256').update(version).digest()
}
