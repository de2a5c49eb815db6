import { randomBytes, randomUUID } from 'node:crypto'
import { DomainError } from '../../shared/errors.ts'
import type { vaultContract } from '../../shared/vault.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Call, Implements } from '../rpc/call.ts'
import { type AdminSlot, createKeySlots } from './key-slots.ts'
import type { Keychain } from './keychain.ts'
import { deriveKey, seal, unseal } from './seal.ts'
import { createVaultStore } from './vault-store.ts'

const keyVersion = 1

export type VaultDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly keychain: Keychain
  readonly now: () => number
}
export type Vault = ReturnType<typeof createVault>

/** Everything secret that must be read back, under one master key that lives in memory while the vault is open. */
export function createVault(deps: VaultDeps) {
  const store = createVaultStore(deps.db.sql)
  const slots = createKeySlots({ store, keychain: deps.keychain, now: deps.now })
  const listeners: (() => void)[] = []
  let master: Buffer | null = null

  const needsAdminSlots = () => store.vault() !== null && store.slot('keychain') === null

  function mustBeOpen(): Buffer {
    if (master === null) throw new DomainError('VAULT_LOCKED')
    return master
  }

  /** Takes a key only if it opens the proof that was sealed at set-up. */
  function open(candidate: Uint8Array | null): boolean {
    const row = store.vault()
    if (row === null || candidate === null) return false
    if (unseal(deriveKey(candidate, 'proof'), row.proof, 'proof', row.vault_id) === null) return false
    const wasLocked = master === null
    master = Buffer.from(candidate)
    if (wasLocked) for (const listener of listeners) listener()
    return true
  }

  /** Makes a new master key at set-up; `write` stores the vault inside the caller's transaction and answers the recovery key, shown once. */
  function make(): { readonly hasKeychain: boolean; readonly write: () => string } {
    const secret = randomBytes(32)
    const vaultId = randomUUID()
    const hasKeychain = slots.writeKeychain(vaultId, secret)
    master = secret
    const write = () => {
      store.insertVault(vaultId, keyVersion, seal(deriveKey(secret, 'proof'), Buffer.from('open'), 'proof', vaultId))
      if (hasKeychain) store.putSlot('keychain', null, Buffer.alloc(0), null, deps.now())
      return slots.putRecovery(secret)
    }
    return { hasKeychain, write }
  }

  function openWithRecoveryKey(typed: string, call: Call) {
    if (store.vault() === null) throw new DomainError('NOT_SET_UP')
    if (master !== null) throw new DomainError('VAULT_OPEN_ALREADY')
    const secret = slots.openRecovery(typed)
    if (secret === null || !open(secret)) {
      deps.db.transaction(() => deps.audit.append({ action: 'Open vault.', result: 'failure' }, call))
      throw new DomainError('RECOVERY_KEY_WRONG')
    }
    deps.db.transaction(() => {
      const isKept = store.slot('keychain') === null || slots.writeKeychain(store.vault()?.vault_id ?? '', secret)
      if (!isKept) store.removeSlot('keychain')
      deps.audit.append({ action: 'Open vault.', detail: { with: 'recovery key' } }, call)
    })
    return {}
  }

  const service: Implements<typeof vaultContract> = {
    openWithRecoveryKey: ({ recoveryKey }, call) => openWithRecoveryKey(recoveryKey, call),
    createRecoveryKey: (_, call) =>
      deps.db.transaction(() => {
        const recoveryKey = slots.putRecovery(mustBeOpen())
        deps.audit.append({ action: 'Create recovery key.' }, call)
        return { recoveryKey }
      }),
    slots: () => ({
      slots: store.slots().map((slot) => ({ kind: slot.kind, username: slot.username, createdAt: slot.created_at })),
    }),
  }

  return {
    ...service,
    make,
    openFromKeychain: (): void => {
      const row = store.vault()
      if (row !== null && store.slot('keychain') !== null) open(slots.readKeychain(row.vault_id))
    },
    openAsAdmin: async (userId: number, password: string): Promise<void> => {
      open(await slots.openAdmin(userId, password))
    },
    prepareAdminSlot: slots.prepareAdmin,
    /** True where no keychain holds the key, so that each global admin's password must open the vault. */
    needsAdminSlots,
    hasAdminSlot: (userId: number) => store.slot('admin', userId) !== null,
    /** Stores a prepared slot inside the caller's transaction. */
    putAdminSlot: (userId: number, slot: AdminSlot): void => slots.putAdmin(userId, slot, mustBeOpen()),
    dropAdminSlot: slots.dropAdmin,
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
    pepper: () => deriveKey(mustBeOpen(), 'pepper'),
    seal: (purpose: string, record: string, text: string) =>
      seal(deriveKey(mustBeOpen(), purpose), Buffer.from(text), purpose, record),
    unseal: (purpose: string, record: string, sealed: Uint8Array) =>
      unseal(deriveKey(mustBeOpen(), purpose), sealed, purpose, record)?.toString('utf8') ?? null,
    close: () => {
      master?.fill(0)
      master = null
    },
  }
}
