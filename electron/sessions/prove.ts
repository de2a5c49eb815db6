import type { AuditAction } from '../../shared/audit-action.ts'
import { DomainError } from '../../shared/errors.ts'
import { passwordStateOf } from '../../shared/rules/password-state.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Hasher } from '../passwords/hash.ts'
import type { Call } from '../rpc/call.ts'
import type { Values } from '../settings/settings.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vault } from '../vault/vault.ts'

export type ProveDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly values: Values
  readonly vault: Vault
  readonly hasher: Hasher
  readonly stored: (id: number) => StoredUser | null
  readonly idOf: (username: string) => number | null
  readonly hashOf: (id: number) => string | null
  /** Stores a hash made anew with today's parameters. */
  readonly putRehash: (id: number, hash: string) => void
  readonly now: () => number
}
export type ProveOwn = ReturnType<typeof createProve>

/** Proof of a password. Unknown user, wrong password, blocked user and lapsed password answer alike and take alike (OWASP ASVS 6.3.8). */
export function createProve(deps: ProveDeps) {
  async function isRight(user: StoredUser | null, password: string): Promise<boolean> {
    if (!deps.vault.isOpen()) await deps.vault.openAsAdmin(user && !user.isBlocked ? user.id : 0, password)
    if (!deps.vault.isOpen()) return false
    const hash = user && deps.hashOf(user.id)
    if (!hash) return deps.hasher.verifyNobody(password)
    return deps.hasher.verify(hash, password)
  }

  function whyNot(user: StoredUser | null, isVerified: boolean): string | null {
    if (user === null) return 'unknownUser'
    if (!isVerified) return deps.vault.isOpen() ? 'wrongPassword' : 'vaultLocked'
    if (user.isBlocked) return 'blocked'
    if (user.lockedUntil !== null && user.lockedUntil > deps.now()) return 'locked'
    const state = passwordStateOf(user, deps.values.expirationPolicy(), deps.now())
    return state === 'lapsed' || state === 'none' ? state : null
  }

  /** Brings the hash and the vault slot up to date while the password is at hand. */
  async function refresh(user: StoredUser, password: string): Promise<void> {
    const hash = deps.hashOf(user.id)
    if (hash !== null && deps.hasher.mustRehash(hash)) deps.putRehash(user.id, await deps.hasher.hash(password))
    const needsSlot = user.roles.includes('globalAdministrator') && deps.vault.needsAdminSlots()
    if (needsSlot && !deps.vault.hasAdminSlot(user.id)) {
      const slot = await deps.vault.prepareAdminSlot(password)
      deps.db.transaction(() => deps.vault.putAdminSlot(user.id, slot))
    }
  }

  return {
    signIn: async (username: string, password: string, call: Call): Promise<StoredUser> => {
      const id = deps.idOf(username.trim())
      const user = id === null ? null : deps.stored(id)
      const reason = whyNot(user, await isRight(user, password))
      if (user === null || reason !== null) {
        // What was typed as a user name may be a password: only a known name is written down.
        const target = { id, name: user?.username ?? '' }
        const event = { action: 'UserLoginFailed', target, result: 'failure', reason: reason ?? '' } as const
        deps.db.transaction(() => deps.audit.append(event, call))
        throw new DomainError('SIGN_IN_FAILED')
      }
      await refresh(user, password)
      return user
    },
    /** Somebody who is signed in proves that it is still them. */
    own: async (id: number, password: string, action: AuditAction, call: Call): Promise<void> => {
      const user = deps.stored(id)
      const isProved = await isRight(user, password)
      const target = { id, name: user?.username ?? '' }
      const result = isProved ? 'success' : 'failure'
      deps.db.transaction(() => deps.audit.append({ action, target, result }, call))
      if (!isProved) throw new DomainError('WRONG_PASSWORD')
    },
  }
}
