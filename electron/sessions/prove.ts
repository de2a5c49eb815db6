import type { AuditAction } from '../../shared/audit-action.ts'
import { DomainError } from '../../shared/errors.ts'
import { trimInvisible } from '../../shared/rules/look-alikes.ts'
import { passwordStateOf } from '../../shared/rules/password-state.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { BuiltInDirectory } from '../directory/built-in.ts'
import type { Directories } from '../directory/directories.ts'
import type { Verdict } from '../directory/directory.ts'
import type { Passes } from '../passes/passes.ts'
import type { Call } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vault } from '../vault/vault.ts'
import type { Account, Lockouts } from './lockouts.ts'
import type { Pass } from './session.ts'

export type ProveDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly values: Values
  readonly vault: Vault
  readonly directories: Directories
  readonly builtIn: Pick<BuiltInDirectory, 'verify' | 'verifyWith' | 'renew'>
  readonly stored: (id: number) => StoredUser | null
  readonly idOf: (username: string) => number | null
  readonly credentialVersion: (id: number) => string | null
  readonly lockouts: Lockouts
  /** Temporary Access Passes, typed in place of the password. */
  readonly passes: Pick<Passes, 'couldBe' | 'prove'>
  readonly now: () => number
}
export type ProveOwn = ReturnType<typeof createProve>

/** What a right password proves: which one it was, and the master key where the vault was still locked. */
type Proof = { readonly version: string; readonly candidate: Buffer | null }

type Admitted = { readonly user: StoredUser; readonly proof: Proof }

/** `pass`: a Temporary Access Pass was typed, which lets its person register methods and do nothing else. */
export type Proved = { readonly user: StoredUser; readonly version: string; readonly pass: Pass | null }

/** Proof of a password. Unknown user, wrong password, blocked user and lapsed password answer alike and take alike (OWASP ASVS 6.3.8). */
export function createProve(deps: ProveDeps) {
  async function proofOf(user: StoredUser | null, password: string): Promise<Proof | null> {
    if (deps.vault.isOpen()) {
      const verdict = await verdictOf(user, password)
      return verdict.kind === 'right' ? { version: verdict.version, candidate: null } : null
    }
    const candidate = await deps.vault.candidateOf(user?.id ?? 0, password)
    if (user === null || candidate === null) return null
    const verdict = await deps.builtIn.verifyWith(user.id, password, deps.vault.pepperOf(candidate))
    return verdict.kind === 'right' ? { version: verdict.version, candidate } : null
  }

  /** Where somebody lives tells nobody that they exist: a directory elsewhere is never quicker than a hash, and no answer is a wrong password. */
  async function verdictOf(user: StoredUser | null, password: string): Promise<Verdict> {
    if (user === null) return deps.builtIn.verify(null, password)
    const { directory, key } = deps.directories.homeOf(user.id)
    if (directory.capabilities.writes === 'inStore') return directory.verify(key, password)
    const asked = directory.verify(key, password).catch((): Verdict => ({ kind: 'wrong' }))
    const [verdict] = await Promise.all([asked, deps.builtIn.verify(null, password)])
    return verdict
  }

  /** Who signs in, or why not, as the store says now: everything may have changed while the password was being hashed. */
  function admitted(id: number | null, proof: Proof | null): Admitted | string {
    const user = id === null ? null : deps.stored(id)
    if (user === null) return 'unknownUser'
    if (proof === null) return deps.vault.isOpen() ? 'wrongPassword' : 'vaultLocked'
    if (deps.credentialVersion(user.id) !== proof.version) return 'wrongPassword'
    if (user.isBlocked) return 'blocked'
    const state = passwordStateOf(user, deps.values.expiration(), deps.now())
    return state === 'lapsed' || state === 'none' ? state : { user, proof }
  }

  /** What was typed as a user name may be a password: only a known name is written down. */
  function note(id: number | null, reason: string, call: Call): void {
    const target = { id, name: (id === null ? null : deps.stored(id))?.username ?? '' }
    deps.audit.append({ action: 'UserLoginFailed', target, result: 'failure', reason }, call)
  }

  function refuse(id: number | null, reason: string, call: Call): never {
    deps.db.transaction(() => note(id, reason, call))
    throw new DomainError('SIGN_IN_FAILED')
  }

  /** Known and unknown names are locked alike, so that a lock tells nobody whether an account exists. */
  function mustNotBeLocked(account: Account, call: Call): void {
    const seconds = deps.lockouts.secondsLeft(account, call.door)
    if (seconds === 0) return
    deps.db.transaction(() => note(account.id, 'locked', call))
    throw new DomainError('TOO_MANY_ATTEMPTS', { seconds })
  }

  /** What looks like a pass costs a second slow hash for everybody, whether or not they have one. */
  async function passOf(id: number | null, typed: string): Promise<Proved | null> {
    if (!deps.vault.isOpen() || !deps.passes.couldBe(typed)) return null
    const pass = await deps.passes.prove(id, typed)
    const user = id === null ? null : deps.stored(id)
    if (pass === null || user === null || user.isBlocked) return null
    return { user, version: deps.credentialVersion(user.id) ?? '', pass }
  }

  /** Updates the hash and the vault slot while the password is known; returns its version, which changes if the hash was made again. */
  async function refresh(user: StoredUser, password: string, version: string): Promise<string> {
    const current = await deps.builtIn.renew(user.id, password, version)
    const needsSlot = user.roles.includes('globalAdministrator') && deps.vault.needsAdminSlots()
    // A temporary password is no lasting key to the vault: the slot comes with the first one of the admin's own.
    if (!needsSlot || user.isTemporary || deps.vault.hasFreshSlot(user.id, current)) return current
    const slot = await deps.vault.prepareAdminSlot(password)
    deps.db.transaction(() => {
      if (deps.credentialVersion(user.id) === current) deps.vault.putAdminSlot(user.id, slot, current)
    })
    return current
  }

  return {
    /** Answers the user and which password was verified; whoever opens a session looks once more whether it still is that one. */
    signIn: async (username: string, password: string, call: Call): Promise<Proved> => {
      // Without its key the vault can check nobody's password: it is not wrong, and does not count.
      if (deps.vault.needs() === 'recoveryKey')
        throw new DomainError('KEYCHAIN_FAILED', { reason: deps.vault.keychainFault() ?? 'gone' })
      const id = deps.idOf(trimInvisible(username))
      const account = deps.lockouts.accountOf(id, username)
      mustNotBeLocked(account, call)
      const proof = await proofOf(id === null ? null : deps.stored(id), password)
      // Checked again, because many tries at once must not pass while the first ones are being hashed.
      mustNotBeLocked(account, call)
      const pass = proof === null ? await passOf(id, password) : null
      if (pass !== null) return pass
      if (proof === null) mustNotBeLocked(account, call)
      const found = admitted(id, proof)
      if (typeof found === 'string') {
        if (proof === null) deps.db.transaction(() => deps.lockouts.failed(account, password, call.door))
        return refuse(id, found, call)
      }
      const { user } = found
      const { candidate, version } = found.proof
      deps.lockouts.succeeded(user.id, call.door)
      const actor = { ...user, mustChange: false, rolesOver: () => user.roles }
      if (candidate !== null) deps.vault.openAs(candidate, { actor, door: call.door })
      return { user, version: await refresh(user, password, version), pass: null }
    },
    refuse,
    /** Somebody who is signed in proves that it is still them. */
    own: async (id: number, password: string, action: AuditAction, call: Call): Promise<void> => {
      const user = deps.stored(id)
      const account = deps.lockouts.accountOf(id, '')
      mustNotBeLocked(account, call)
      const proof = await proofOf(user, password)
      mustNotBeLocked(account, call)
      const isProved = proof !== null && deps.credentialVersion(id) === proof.version
      const target = { id, name: user?.username ?? '' }
      const result = isProved ? 'success' : 'failure'
      deps.db.transaction(() => {
        if (isProved) deps.lockouts.succeeded(id, call.door)
        else deps.lockouts.failed(account, password, call.door)
        deps.audit.append({ action, target, result }, call)
      })
      if (!isProved) throw new DomainError('WRONG_PASSWORD')
    },
  }
}
