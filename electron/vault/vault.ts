import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import { DomainError } from '../../shared/errors.ts'
import type { vaultContract } from '../../shared/vault.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { Keychain } from './keychain.ts'
import { createRecoveryKey, recoveryKeyMaterial } from './recovery-key.ts'
import { deriveKey, seal, unseal } from './seal.ts'
import { createVaultStore } from './vault-store.ts'

const keyVersion = 1
/** Stronger than for sign-in, because a stolen file gives endless tries at the slot: argon2id, 64 MiB, three passes (OWASP ASVS, appendix C). */
const slotCost = { memoryCost: 65536, timeCost: 3, parallelism: 1, outputLen: 32, algorithm: 2 }

export type VaultDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly keychain: Keychain
  readonly now: () => number
}
export type Vault = ReturnType<typeof createVault>
/** A key made of a global admin's new password, ready to wrap the master key. */
export type AdminSlot = { readonly salt: Buffer; readonly kek: Buffer }

/** Everything secret that must be read back, under one master key that lives in memory while the vault is open. */
export function createVault(deps: VaultDeps) {
  const store = createVaultStore(deps.db.sql)
  const listeners: (() => void)[] = []
  let master: Buffer | null = null

  function key(purpose: string): Buffer {
    if (master === null) throw new DomainError('VAULT_LOCKED')
    return deriveKey(master, purpose)
  }

  function open(candidate: Uint8Array): boolean {
    const row = store.vault()
    if (row === null) return false
    const proof = unseal(deriveKey(candidate, 'proof'), row.proof, 'proof', row.vault_id)
    if (proof === null) return false
    const wasLocked = master === null
    master = Buffer.from(candidate)
    if (wasLocked) for (const listener of listeners) listener()
    return true
  }

  /** Puts the key into the keychain and reads it back, because a write that is not there later would lose everything. */
  function tryKeychain(vaultId: string, secret: Uint8Array): boolean {
    try {
      deps.keychain.write(vaultId, secret)
      const back = deps.keychain.read(vaultId)
      return back !== null && back.length === secret.length && timingSafeEqual(back, secret)
    } catch {
      return false
    }
  }

  function putRecoverySlot(secret: Buffer): string {
    const recoveryKey = createRecoveryKey()
    const salt = randomBytes(16)
    const kek = deriveKey(recoveryKeyMaterial(recoveryKey) as Buffer, 'recovery slot', salt)
    store.putSlot('recovery', null, salt, seal(kek, secret, 'slot', 'recovery'), deps.now())
    return recoveryKey
  }

  /** Makes a new master key at set-up; `write` stores the vault inside the caller's transaction and answers the recovery key, shown once. */
  function make(): { readonly hasKeychain: boolean; readonly write: () => string } {
    const secret = randomBytes(32)
    const vaultId = randomUUID()
    const hasKeychain = tryKeychain(vaultId, secret)
    master = secret
    const write = () => {
      store.insertVault(vaultId, keyVersion, seal(deriveKey(secret, 'proof'), Buffer.from('open'), 'proof', vaultId))
      if (hasKeychain) store.putSlot('keychain', null, Buffer.alloc(0), null, deps.now())
      return putRecoverySlot(secret)
    }
    return { hasKeychain, write }
  }

  function openFromKeychain(): void {
    const row = store.vault()
    if (row === null || store.slot('keychain') === null) return
    try {
      const secret = deps.keychain.read(row.vault_id)
      if (secret !== null) open(secret)
    } catch {
      // An unreachable keychain leaves the vault locked; the screen then asks for the recovery key.
    }
  }

  async function openAsAdmin(userId: number, password: string): Promise<void> {
    const slot = store.slot('admin', userId)
    const kek = await hashRaw(password, { ...slotCost, salt: slot?.salt ?? Buffer.alloc(16) })
    if (slot?.sealed == null) return
    const secret = unseal(kek, slot.sealed, 'slot', `admin ${userId}`)
    if (secret !== null) open(secret)
  }

  const needsAdminSlots = () => store.vault() !== null && store.slot('keychain') === null

  async function prepareAdminSlot(password: string): Promise<AdminSlot> {
    const salt = randomBytes(16)
    return { salt, kek: await hashRaw(password, { ...slotCost, salt }) }
  }

  function putAdminSlot(userId: number, slot: AdminSlot): void {
    if (master === null) throw new DomainError('VAULT_LOCKED')
    store.putSlot('admin', userId, slot.salt, seal(slot.kek, master, 'slot', `admin ${userId}`), deps.now())
  }

  const service: Implements<typeof vaultContract> = {
    openWithRecoveryKey: ({ recoveryKey }, call) => openWithRecoveryKey(recoveryKey, call),
    createRecoveryKey: (_, call) =>
      deps.db.transaction(() => {
        if (master === null) throw new DomainError('VAULT_LOCKED')
        const recoveryKey = putRecoverySlot(master)
        deps.audit.append({ action: 'Create recovery key.' }, call)
        return { recoveryKey }
      }),
    slots: () => ({
      slots: store.slots().map((slot) => ({ kind: slot.kind, username: slot.username, createdAt: slot.created_at })),
    }),
  }

  function openWithRecoveryKey(typed: string, call: Call) {
    const slot = store.slot('recovery')
    if (slot?.sealed == null) throw new DomainError('NOT_SET_UP')
    if (master !== null) throw new DomainError('VAULT_OPEN_ALREADY')
    const material = recoveryKeyMaterial(typed)
    const secret = material && unseal(deriveKey(material, 'recovery slot', slot.salt), slot.sealed, 'slot', 'recovery')
    if (!secret || !open(secret)) {
      deps.db.transaction(() => deps.audit.append({ action: 'Open vault.', result: 'failure' }, call))
      throw new DomainError('RECOVERY_KEY_WRONG')
    }
    deps.db.transaction(() => {
      if (store.slot('keychain') !== null && !tryKeychain(store.vault()?.vault_id ?? '', secret)) {
        store.removeSlot('keychain')
      }
      deps.audit.append({ action: 'Open vault.', detail: { with: 'recovery key' } }, call)
    })
    return {}
  }

  return {
    ...service,
    make,
    openFromKeychain,
    openAsAdmin,
    prepareAdminSlot,
    /** True where no keychain holds the key, so that each global admin's password must open the vault. */
    needsAdminSlots,
    hasAdminSlot: (userId: number) => store.slot('admin', userId) !== null,
    /** Stores a prepared slot inside the caller's transaction. */
    putAdminSlot,
    /** Takes an admin's slot away, but never the last one: the vault must stay openable by somebody who signs in. */
    dropAdminSlot: (userId: number) => {
      const others = store.slots().some((slot) => slot.kind === 'admin' && slot.user_id !== userId)
      if (others) store.removeSlot('admin', userId)
    },
    isOpen: () => master !== null,
    state: (): 'none' | 'open' | 'locked' => {
      if (store.vault() === null) return 'none'
      return master === null ? 'locked' : 'open'
    },
    needs: (): 'nothing' | 'globalAdmin' | 'recoveryKey' => {
      if (master !== null || store.vault() === null) return 'nothing'
      return store.slots().some((slot) => slot.kind === 'admin') && needsAdminSlots() ? 'globalAdmin' : 'recoveryKey'
    },
    onOpen: (listener: () => void) => listeners.push(listener),
    /** The pepper of all password hashes, so that a stolen store alone can't be attacked. */
    pepper: () => key('pepper'),
    seal: (purpose: string, record: string, text: string) => seal(key(purpose), Buffer.from(text), purpose, record),
    unseal: (purpose: string, record: string, sealed: Uint8Array) =>
      unseal(key(purpose), sealed, purpose, record)?.toString('utf8') ?? null,
    close: () => {
      master?.fill(0)
      master = null
    },
  }
}
