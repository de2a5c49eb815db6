import type { AuditAction } from '../../shared/audit-action.ts'
import { DomainError } from '../../shared/errors.ts'
import { isDirectoryAway } from '../../shared/rules/directory/directory-faults.ts'
import { passwordForms } from '../../shared/rules/password-rules.ts'
import { passwordStateOf } from '../../shared/rules/password-state.ts'
import { trimInvisible } from '../../shared/rules/text/look-alikes.ts'
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

/** Lets tries of the same account pass one at a time. */
function createTurns() {
  const last = new Map<string, Promise<void>>()
  return async function inTurn<T>(account: string, work: () => Promise<T>): Promise<T> {
    const before = last.get(account)
    const { promise, resolve } = Promise.withResolvers<void>()
    last.set(account, promise)
    try {
      await before
      return await work()
    } finally {
      if (last.get(account) === promise) last.delete(account)
      resolve()
    }
  }
}

/** What a right password proves: the version of the password, and the master key where the vault was still locked. */
type Proof = { readonly version: string; readonly candidate: Buffer | null; readonly password: string }

type Admitted = { readonly user: StoredUser; readonly proof: Proof }

/** Somebody who has proved a password. `pass` is the Temporary Access Pass that was typed instead, which only lets its person register methods. */
export type Proved = { readonly user: StoredUser; readonly version: string; readonly pass: Pass | null }

/**
 * Checks passwords. The answer and its time are the same for an unknown user, a wrong password, a blocked user and a lapsed password (OWASP
 * ASVS 6.3.8).
 */
export function createProve(deps: ProveDeps) {
  const inTurn = createTurns()

  /**
   * Some work that tries a password. Where a directory counts wrong ones too, no try begins before the one before it is counted, because many at
   * once would pass the limit together.
   */
  function tried<T>(account: Account, call: Call, work: () => Promise<T>): Promise<T> {
    if (!deps.lockouts.isPassedOn()) return work()
    return inTurn(account.key, async () => {
      mustNotBeLocked(account, call)
      return work()
    })
  }

  /** Tries each password that may be meant; all of them are one try of the person's. */
  async function proofOf(user: StoredUser | null, typed: string): Promise<Proof | null> {
    const [first, ...others] = passwordForms(typed)
    const proof = await proofOfOne(user, first)
    if (proof !== null) return proof
    // An external directory counts each question as a try of its own, so that it is asked once; the others only take as long.
    const isAskedOnce = user !== null && deps.directories.homeOf(user.id).directory.capabilities.writes !== 'inStore'
    for (const password of others) {
      const other = await proofOfOne(isAskedOnce ? null : user, password)
      if (other !== null) return other
    }
    return null
  }

  async function proofOfOne(user: StoredUser | null, password: string): Promise<Proof | null> {
    if (deps.vault.isOpen()) {
      const verdict = await verdictOf(user, password)
      return 'version' in verdict ? { version: verdict.version, candidate: null, password } : null
    }
    const candidate = await deps.vault.candidateOf(user?.id ?? 0, password)
    if (user === null || candidate === null) return null
    const verdict = await deps.builtIn.verifyWith(user.id, password, deps.vault.pepperOf(candidate))
    return 'version' in verdict ? { version: verdict.version, candidate, password } : null
  }

  /**
   * Compares the password in the user's directory. An external directory never answers faster than a hash takes, and no answer counts as a
   * wrong password, so that the directory of a user does not tell that the user exists.
   */
  async function verdictOf(user: StoredUser | null, password: string): Promise<Verdict> {
    if (user === null) return deps.builtIn.verify(null, password)
    const { directory, key } = deps.directories.homeOf(user.id)
    if (directory.capabilities.writes === 'inStore') return directory.verify(key, password)
    const asked = directory.verify(key, password).catch((): Verdict => ({ kind: 'wrong' }))
    const [verdict] = await Promise.all([asked, deps.builtIn.verify(null, password)])
    if (!('version' in verdict)) return verdict
    return deps.directories.refresh(user.id, verdict).then(
      () => verdict,
      (error) => {
        // Without the entry as it is now, nobody knows whether the person may still sign in.
        if (isDirectoryAway(error)) return { kind: 'wrong' }
        throw error
      },
    )
  }

  /** The person who signs in, or the reason why not, as stored now, because everything may have changed while the password was hashed. */
  function admitted(id: number | null, proof: Proof | null): Admitted | string {
    const user = id === null ? null : deps.stored(id)
    if (user === null) return 'unknownUser'
    if (proof === null) return deps.vault.isOpen() ? 'wrongPassword' : 'vaultLocked'
    if (deps.credentialVersion(user.id) !== proof.version) return 'wrongPassword'
    if (user.isBlocked) return 'blocked'
    const state = passwordStateOf(user, deps.values.expiration(), deps.now())
    return state === 'lapsed' || state === 'none' ? state : { user, proof }
  }

  /** Logs a refused sign-in. A text typed as a user name may be a password, so that only existing names are written. */
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

  /** Tries a text that looks like a pass as one; that takes a second slow hash for everybody, with or without a pass. */
  async function passOf(id: number | null, typed: string): Promise<Proved | null> {
    if (!deps.vault.isOpen() || !deps.passes.couldBe(typed)) return null
    const pass = await deps.passes.prove(id, typed)
    const user = id === null ? null : deps.stored(id)
    if (pass === null || user === null || user.isBlocked) return null
    return { user, version: deps.credentialVersion(user.id) ?? '', pass }
  }

  /** Renews an outdated hash and the vault slot while the password is known; returns the version, which a new hash changes. */
  async function refresh(user: StoredUser, password: string, version: string): Promise<string> {
    const current = await deps.builtIn.renew(user.id, password, version)
    // Whoever decides the passwords of a connected directory must not open the vault by one of them.
    const needsSlot = !user.isInDirectory && user.roles.includes('globalAdministrator') && deps.vault.needsAdminSlots()
    // A temporary password is no lasting key to the vault: the admin gets a slot with the first password that they choose themselves.
    if (!needsSlot || user.isTemporary || deps.vault.hasFreshSlot(user.id, current)) return current
    const slot = await deps.vault.prepareAdminSlot(password)
    deps.db.transaction(() => {
      if (deps.credentialVersion(user.id) === current) deps.vault.putAdminSlot(user.id, slot, current)
    })
    return current
  }

  async function proveOwn(
    id: number,
    account: Account,
    password: string,
    action: AuditAction,
    call: Call,
  ): Promise<string> {
    const user = deps.stored(id)
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
    return proof.password
  }

  /** One try to sign in to an account that is not locked. */
  async function prove(id: number | null, account: Account, password: string, call: Call): Promise<Proved> {
    // Where a directory would count a pass as a wrong password, the pass is tried first.
    const isPassFirst = deps.lockouts.isPassedOn()
    const first = isPassFirst ? await passOf(id, password) : null
    if (first !== null) return first
    const proof = await proofOf(id === null ? null : deps.stored(id), password)
    // Checked again, because other tries may have locked the account while this password was hashed.
    mustNotBeLocked(account, call)
    const pass = proof === null && !isPassFirst ? await passOf(id, password) : null
    if (pass !== null) return pass
    if (proof === null) mustNotBeLocked(account, call)
    const found = admitted(id, proof)
    if (typeof found === 'string') {
      if (proof === null) deps.db.transaction(() => deps.lockouts.failed(account, password, call.door))
      return refuse(id, found, call)
    }
    const { user } = found
    const { candidate, version, password: proved } = found.proof
    deps.lockouts.succeeded(user.id, call.door)
    const actor = { ...user, mustChange: false, rolesOver: () => user.roles }
    if (candidate !== null) deps.vault.openAs(candidate, { actor, door: call.door })
    return { user, version: await refresh(user, proved, version), pass: null }
  }

  return {
    /** Takes the password as it was typed. Answers the user and the version of the verified password; a new session is opened only if that is still the current one. */
    signIn: async (username: string, password: string, call: Call): Promise<Proved> => {
      // Without its key the vault can check no password, so that a try neither fails nor counts.
      if (deps.vault.needs() === 'recoveryKey')
        throw new DomainError('KEYCHAIN_FAILED', { reason: deps.vault.keychainFault() ?? 'gone' })
      const id = deps.idOf(trimInvisible(username))
      const account = deps.lockouts.accountOf(id, username)
      mustNotBeLocked(account, call)
      return tried(account, call, () => prove(id, account, password, call))
    },
    refuse,
    /** Checks the own password, as it was typed, of somebody who is signed in; answers it in the form that is right. */
    own: async (id: number, password: string, action: AuditAction, call: Call): Promise<string> => {
      const account = deps.lockouts.accountOf(id, '')
      mustNotBeLocked(account, call)
      return tried(account, call, () => proveOwn(id, account, password, action, call))
    },
  }
}
