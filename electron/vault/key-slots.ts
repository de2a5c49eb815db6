import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import type { KeychainFault } from '../../shared/errors.ts'
import type { Keychain } from './keychain.ts'
import { createRecoveryKey, recoveryKeyMaterial } from './recovery-key.ts'
import { deriveKey, seal, unseal } from './seal.ts'
import type { createVaultStore } from './vault-store.ts'

/** Stronger than for sign-in, because a stolen file gives endless tries at the slot: argon2id, 64 MiB, three passes (OWASP ASVS, appendix C). */
const slotCost = { memoryCost: 65536, timeCost: 3, parallelism: 1, outputLen: 32, algorithm: 2 }

/** A key made of a global admin's password, ready to wrap the master key. */
export type AdminSlot = { readonly salt: Buffer; readonly kek: Buffer }

export type KeySlotsDeps = {
  readonly store: ReturnType<typeof createVaultStore>
  readonly keychain: Keychain
  readonly now: () => number
  /** Lets only a few memory-hungry hashes run at once. */
  readonly limit: <T>(work: () => Promise<T>) => Promise<T>
}

/** The ways in which the master key is kept: the system's keychain, the printed recovery key, and where no keychain is, the admins' passwords. */
export function createKeySlots({ store, keychain, now, limit }: KeySlotsDeps) {
  const derive = (password: string, salt: Buffer | Uint8Array) => limit(() => hashRaw(password, { ...slotCost, salt }))

  return {
    /** Removes what a failed set-up stored in the keychain. */
    clearKeychain: (vaultId: string): void => {
      try {
        keychain.remove(vaultId)
      } catch {
        // Without a keychain there is nothing to remove.
      }
    },
    /** Puts the key into the keychain and reads it back, because a write that is not there later would lose everything. */
    writeKeychain: (vaultId: string, secret: Uint8Array): boolean => {
      try {
        keychain.write(vaultId, secret)
        const back = keychain.read(vaultId)
        return back !== null && back.length === secret.length && timingSafeEqual(back, secret)
      } catch {
        return false
      }
    },
    /** The key, or why the keychain does not give it; then the recovery key is asked for. */
    readKeychain: (vaultId: string): Uint8Array | KeychainFault => {
      try {
        return keychain.read(vaultId) ?? 'gone'
      } catch (error) {
        return isRefusal(error) ? 'denied' : 'unreachable'
      }
    },
    /** Makes a new recovery key, shown once; the one before opens nothing any more. */
    putRecovery: (secret: Buffer): string => {
      const recoveryKey = createRecoveryKey()
      const salt = randomBytes(16)
      const kek = deriveKey(recoveryKeyMaterial(recoveryKey) as Buffer, 'recovery slot', salt)
      store.putSlot('recovery', null, { salt, sealed: seal(kek, secret, 'slot', 'recovery') }, now())
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
    /** Stores a slot for the password of this version, and drops the slots of people who are no global admins any more. */
    putAdmin: (userId: number, slot: AdminSlot, secret: Buffer, version: string): void => {
      const sealed = seal(slot.kek, secret, 'slot', `admin ${userId}`)
      store.putSlot('admin', userId, { salt: slot.salt, sealed, boundTo: digest(version) }, now())
      store.removeRetired()
    },
    /** False for a slot of an older password, which must be made anew. */
    isFresh: (userId: number, version: string): boolean => {
      const bound = store.slot('admin', userId)?.bound_to
      return bound != null && digest(version).equals(bound)
    },
    /** Takes as long for somebody without a slot, so that the time does not tell who is a global admin. */
    openAdmin: async (userId: number, password: string): Promise<Buffer | null> => {
      const slot = store.slot('admin', userId)
      const kek = await derive(password, slot?.salt ?? Buffer.alloc(16))
      return slot?.sealed ? unseal(kek, slot.sealed, 'slot', `admin ${userId}`) : null
    },
    /** Takes an admin's slot away, but never the last one: the vault must stay openable by somebody who signs in. */
    dropAdmin: (userId: number): void => {
      const others = store.slots().some((slot) => slot.kind === 'admin' && slot.user_id !== userId)
      if (others) store.removeSlot('admin', userId)
    },
  }
}

/** What the keyring library says of a keychain that is there and does not let Keydesk in (keyring: NoStorageAccess). */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && /couldn.t access platform|denied|locked|not permitted/i.test(error.message)
}

function digest(version: string): Buffer {
  return createHash('sha256').update(version).digest()
}
