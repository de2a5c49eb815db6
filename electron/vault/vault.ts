import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { DomainError, type KeychainFault } from '../../shared/errors.ts'
import type { vaultContract } from '../../shared/vault.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Events } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Call, Implements } from '../rpc/call.ts'
import { type AdminSlot, createKeySlots } from './key-slots.ts'
import type { Keychain } from './keychain.ts'
import { createMasterKey } from './master-key.ts'
import { deriveKey, seal, unseal } from './seal.ts'
import { createVaultStore } from './vault-store.ts'

const keyVersion = 1

export type VaultDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly events: Events
  readonly rowsOfUser: RowsOfUser
  readonly keychain: Keychain
  readonly now: () => number
  readonly limit: <T>(work: () => Promise<T>) => Promise<T>
}
export type Vault = ReturnType<typeof createVault>

/** The vault: seals every secret that must be read back, under one master key that is in memory while the vault is open. */
export function createVault(deps: VaultDeps) {
  const store = createVaultStore(deps.db.sql)
  const slots = createKeySlots({ store, keychain: deps.keychain, now: deps.now, limit: deps.limit })
  const master = createMasterKey(store)
  deps.rowsOfUser.goWithDeletion('vault_slots')
  deps.events.on('userShutOut', ({ userId }) => slots.dropAdmin(userId))
  let fault: KeychainFault | null = null

  const needsAdminSlots = () => store.vault() !== null && store.slot('keychain') === null

  /** Makes a new master key at set-up. `write` stores the vault in the caller's transaction and answers the recovery key, which `madeBy` sees; `undo` forgets the key. */
  function make() {
    const secret = randomBytes(32)
    const vaultId = randomUUID()
    const hasKeychain = slots.writeKeychain(vaultId, secret)
    master.begin(secret)
    const write = (madeBy: number) => {
      store.insertVault(vaultId, keyVersion, seal(deriveKey(secret, 'proof'), Buffer.from('open'), 'proof', vaultId))
      if (hasKeychain) store.putSlot('keychain', null, { salt: Buffer.alloc(0), sealed: null }, deps.now())
      return slots.putRecovery(secret, madeBy)
    }
    const undo = () => {
      if (hasKeychain) slots.clearKeychain(vaultId)
      master.close()
    }
    return { hasKeychain, write, undo }
  }

  function openWithRecoveryKey(typed: string, call: Call) {
    if (store.vault() === null) throw new DomainError('NOT_SET_UP')
    if (master.isOpen()) throw new DomainError('VAULT_OPEN_ALREADY')
    const secret = slots.openRecovery(typed)
    if (secret === null || !master.open(secret)) {
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
        const recoveryKey = slots.putRecovery(master.must(), call.actor.id)
        deps.audit.append({ action: 'Create recovery key.' }, call)
        return { recoveryKey }
      }),
    slots: () => ({
      slots: store.slots().map((slot) => ({ kind: slot.kind, username: slot.username, createdAt: slot.created_at })),
    }),
  }

  const idInKeychain = () => (store.slot('keychain') === null ? null : (store.vault()?.vault_id ?? null))

  /** Opens the vault with what the keychain gave, or keeps the reason why it did not. */
  function openWith(found: Uint8Array | KeychainFault): void {
    if (typeof found === 'string') fault = found
    else if (!master.open(found)) fault = 'otherKey'
  }

  return {
    ...service,
    make,
    openFromKeychain: (): void => {
      const vaultId = idInKeychain()
      if (vaultId !== null) openWith(slots.readKeychain(vaultId))
    },
    /** The same beside the main thread, once `start` has come about: until the keychain answers, its fault is `waiting`. */
    openFromKeychainAfter: async (start: Promise<void>): Promise<void> => {
      const vaultId = idInKeychain()
      if (vaultId === null) return
      fault = 'waiting'
      await start
      const found = await slots.readKeychainLater(vaultId)
      // The recovery key may have opened the vault meanwhile, and the services may have been closed.
      if (!deps.db.sql.open || master.isOpen()) return
      openWith(found)
    },
    /**
     * What a backup needs of the vault: the slot that the recovery key opens, who made that key, and a copy of the master key. Throws
     * VAULT_LOCKED.
     */
    forBackup: () => {
      const masterKey = Buffer.from(master.must())
      const slot = store.slot('recovery')
      if (!slot?.sealed) throw new Error('A vault has no slot for its recovery key.')
      const { salt, sealed, made_by: madeBy } = slot
      return { vaultId: store.vault()?.vault_id ?? '', masterKey, recovery: { salt, sealed }, madeBy }
    },
    /**
     * Moves a restored vault to this machine, inside the caller's transaction: its key goes into the keychain here, and where there is none,
     * the recovery key or a global admin's sign-in opens the vault. False for a key that is not the vault's.
     */
    settleHere: (masterKey: Buffer): boolean => {
      if (!master.open(masterKey)) return false
      if (slots.writeKeychain(store.vault()?.vault_id ?? '', masterKey)) {
        store.putSlot('keychain', null, { salt: Buffer.alloc(0), sealed: null }, deps.now())
        // A password that opened the vault on the other machine need not open it here.
        store.removeAdmins()
      } else {
        store.removeSlot('keychain')
      }
      return true
    },
    /** Why the keychain did not open the vault; null while the vault is open, and where no keychain is used. */
    keychainFault: (): KeychainFault | null => (master.isOpen() ? null : fault),
    /** The master key in an admin's slot, without opening the vault, because the right password alone does not mean that the admin may sign in. */
    candidateOf: async (userId: number, password: string): Promise<Buffer | null> => {
      const candidate = await slots.openAdmin(userId, password)
      return candidate !== null && master.isRight(candidate) ? candidate : null
    },
    pepperOf: (candidate: Buffer) => deriveKey(candidate, 'pepper'),
    /** Opens the vault with a candidate key, once its admin may sign in. */
    openAs: (candidate: Buffer, call: Pick<Call, 'actor' | 'door'>): void => {
      if (!master.open(candidate)) return
      deps.db.transaction(() => deps.audit.append({ action: 'Open vault.', detail: { with: 'sign-in' } }, call))
    },
    prepareAdminSlot: slots.prepareAdmin,
    /** True where no keychain holds the key, so that each global admin's password must open the vault. */
    needsAdminSlots,
    /** False for a global admin whose slot is missing or belongs to an older password. */
    hasFreshSlot: slots.isFresh,
    /** Stores a prepared slot inside the caller's transaction. */
    putAdminSlot: (userId: number, slot: AdminSlot, version: string): void =>
      slots.putAdmin(userId, slot, master.must(), version),
    /** True if another admin's sign-in opens the vault too. */
    hasOtherSlot: (userId: number) => store.slots().some((slot) => slot.kind === 'admin' && slot.user_id !== userId),
    dropAdminSlot: slots.dropAdmin,
    /** Removes the slot of somebody whose password is no longer Keydesk's own; false for the last one that opens the vault, which stays. */
    releaseAdminSlot: (userId: number): boolean => {
      if (store.slot('admin', userId) === null) return true
      const isOpenedByOthers =
        !needsAdminSlots() || store.slots().some((slot) => slot.kind === 'admin' && slot.user_id !== userId)
      if (isOpenedByOthers) store.removeSlot('admin', userId)
      return isOpenedByOthers
    },
    isOpen: master.isOpen,
    state: (): 'none' | 'open' | 'locked' => {
      if (store.vault() === null) return 'none'
      return master.isOpen() ? 'open' : 'locked'
    },
    needs: (): 'nothing' | 'globalAdmin' | 'recoveryKey' => {
      if (master.isOpen() || store.vault() === null) return 'nothing'
      return store.slots().some((slot) => slot.kind === 'admin') && needsAdminSlots() ? 'globalAdmin' : 'recoveryKey'
    },
    onOpen: master.onOpen,
    /**
     * The pepper of all password hashes, without which a stolen store can't be attacked; a copy, because a hash may finish after the vault
     * was closed.
     */
    pepper: () => master.keyFor('pepper').export(),
    seal: (purpose: string, record: string, text: string) =>
      seal(master.keyFor(purpose), Buffer.from(text), purpose, record),
    unseal: (purpose: string, record: string, sealed: Uint8Array) =>
      unseal(master.keyFor(purpose), sealed, purpose, record)?.toString('utf8') ?? null,
    /** A keyed hash for texts that are too long to guess, and so need no slow hash. */
    digest: (purpose: string, text: string) => createHmac('sha256', master.keyFor(purpose)).update(text).digest(),
    close: master.close,
  }
}
