import type { AuditAction } from '../../shared/audit-action.ts'
import { DomainError, type PasswordRuleName } from '../../shared/errors.ts'
import type { SecretId, UserId } from '../../shared/ids.ts'
import { normalisePassword } from '../../shared/rules/password-rules.ts'
import { knownRules, type LiveProtection, type ProtectionVerdict, policyBroken } from '../../shared/rules/protection.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { GroupCommit } from '../db/group-commit.ts'
import type { Directories } from '../directory/directories.ts'
import type { Home, Receipt } from '../directory/directory.ts'
import type { Intents } from '../directory/intents.ts'
import type { Events } from '../events/events.ts'
import type { Call } from '../rpc/call.ts'
import type { Lockouts } from '../sessions/lockouts.ts'
import type { Values } from '../settings/values.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { AdminSlot } from '../vault/key-slots.ts'
import type { Secrets } from '../vault/secrets.ts'
import type { Vault } from '../vault/vault.ts'
import { createExternalPasswords, type Written } from './external-passwords.ts'
import type { Knowers } from './knowers.ts'
import type { LiveRules } from './live-rules.ts'
import { ownerOf } from './owner.ts'
import type { PasswordsStore } from './passwords-store.ts'

export type SetPasswordDeps = {
  readonly db: Database
  /** Shares one commit among writes that arrive at the same time. */
  readonly groupCommit: GroupCommit
  readonly audit: Audit
  readonly vault: Vault
  readonly secrets: Secrets
  readonly directories: Directories
  readonly intents: Intents
  readonly store: PasswordsStore
  readonly knowers: Knowers
  readonly values: Values
  readonly liveRules: LiveRules
  readonly lockouts: Lockouts
  readonly credentialVersion: (id: number) => string | null
  readonly stored: (id: number) => StoredUser | null
  /** True if the password is in the organisation's breach file; a file that can't be read is no refusal. */
  readonly isBreached: (password: string) => Promise<boolean>
  readonly now: () => number
  /** For how many milliseconds an external directory may still carry out a write whose answer was lost. */
  readonly settleAfter: number
  readonly events: Events
}

/**
 * What is to be set. A `reset` by an admin leaves a readable copy in the vault; a `change` by the person, and `selfService` with another
 * proof than the old password, leave none.
 */
export type Request = {
  readonly user: StoredUser
  readonly password: string
  readonly kind: 'reset' | 'change' | 'selfService'
  readonly mustChange: boolean
  /** A generated password has been checked against the rules and can't be an old one. */
  readonly isGenerated: boolean
  /**
   * The version of the password that a change was proven with. If the stored version is another at the commit, somebody has reset the
   * password, and the reset wins.
   */
  readonly provenBy?: string | null
  /** The old password of a change, as the person has just typed it and the directory has taken it; absent where it is not at hand. */
  readonly from?: string
  /** True for a reset of which nobody, not even the admin, is to know the password. */
  readonly isForNobody?: boolean
  /** When a temporary password lapses, if not after the time of the policy; in the past for one that takes the place of a lapsed one. */
  readonly lapsesAt?: number | null
  /** Further facts for the audit log. */
  readonly detail?: Readonly<Record<string, string>>
  /**
   * Asked in the last transaction in which the password can still stay as it is, because roles and blocks may have changed since the first
   * look. If it throws, everything is undone; if it answers false, the password stays, but what the check itself wrote is kept.
   */
  readonly check?: (call: Call) => boolean
}
/** A new password and what is needed to record everything that follows from it. */
export type NextPassword = {
  readonly request: Pick<Request, 'user' | 'kind' | 'isForNobody' | 'lapsesAt' | 'detail'>
  readonly password: string
  readonly isTemporary: boolean
  readonly slot: AdminSlot | null
  readonly receipt: Receipt
}
/** A new password that only has to be committed: in the store, or after an external directory has it already. */
export type Prepared = { readonly mayGoOn: (call: Call) => boolean } & (
  | {
      readonly next: Pick<NextPassword, 'password' | 'slot' | 'receipt'> & { readonly request: Request }
      readonly home: Home
      readonly written: null
    }
  | { readonly next: null; readonly written: Written }
)
export type Committed<T> = { readonly secretId: SecretId | null; readonly answer: T }
const actions: Readonly<Record<Request['kind'], AuditAction>> = {
  reset: 'Reset user password.',
  change: 'Change user password.',
  selfService: 'Reset password (self-service).',
}
export type SetPassword = ReturnType<typeof createSetPassword>

/**
 * The one place where a password changes, in three steps: checking rules and rights, writing to the directory, and recording what follows. In
 * the built-in directory the write is part of the transaction of the third step. For an external directory, the intent is sealed and stored
 * before the directory is asked, so that after a kill its outcome can be found out.
 */
export function createSetPassword(deps: SetPasswordDeps) {
  const externalPasswords = createExternalPasswords({ ...deps, follow })

  /** Checks the rules of the policy, then those that need the directory or a file: minimum age, earlier passwords, breaches. */
  async function mustKeepRules(request: Request, password: string): Promise<void> {
    const { user } = request
    const rules = await deps.liveRules.of(user.id)
    const broken: ProtectionVerdict[] = [...deps.values.broken(password, ownerOf(user), rules)]
    const add = (rule: PasswordRuleName) => broken.push({ rule, isKept: false, words: [] })
    if (broken.length === 0) {
      if (isTooYoung(request, rules)) add('tooYoung')
      const earlier = await earlierOf(user.id, password)
      if (earlier === 'current') add('same')
      if (earlier === 'earlier') add('history')
      if (await deps.isBreached(password)) add('breached')
    }
    if (broken.length > 0) throw policyBroken(broken)
  }

  /** True for a change before the minimum age; a forced change is never too early. A directory that has an age of its own decides by its own clock. */
  function isTooYoung({ user, kind }: Request, rules: LiveProtection): boolean {
    const { minimumAgeHours } = rules
    const there = knownRules(rules)?.minimumAge ?? 'unknown'
    if (there !== 'unknown' && there > 0) return false
    if (kind !== 'change' || user.isTemporary || user.mustChange || user.changedAt === null) return false
    // A directory's clock may be ahead of Keydesk's.
    if (minimumAgeHours === 0) return false
    return deps.now() - user.changedAt < minimumAgeHours * 3_600_000
  }

  async function earlierOf(id: UserId, password: string): Promise<'current' | 'earlier' | null> {
    const { directory, key } = deps.directories.homeOf(id)
    const { historyCount, historyDays } = deps.values.protection(id)
    const since = historyDays === 0 ? 0 : deps.now() - historyDays * 86_400_000
    return (await directory.earlier?.(key, password, { count: historyCount, since })) ?? null
  }

  /**
   * Whether the password gets a slot that opens the vault. A reset makes no slot, because a temporary password is no lasting key, unless no other
   * admin's sign-in opens the vault.
   */
  function needsSlot({ user, kind }: Request): boolean {
    if (!user.roles.includes('globalAdministrator') || !deps.vault.needsAdminSlots()) return false
    return kind !== 'reset' || !deps.vault.hasOtherSlot(user.id)
  }

  /**
   * The slow part, outside any transaction: the rules, the admin's vault slot, and the directory. Null where the check leaves the password
   * alone. `furtherWork` is the further work that `commit` will do.
   */
  async function prepare(request: Request, call: Call, furtherWork: () => unknown): Promise<Prepared | null> {
    const password = normalisePassword(request.password)
    // A generated password was checked when it was made, and can't be an old one.
    if (!request.isGenerated) await mustKeepRules(request, password)
    const home = deps.directories.homeOf(request.user.id)
    const mayGoOn = (now: Call) => isStillMeant(request, now)
    if (home.directory.capabilities.writes === 'external') {
      const wanted = { request, password, isTemporary: isTemporaryPassword(request) }
      const written = await externalPasswords.write(home, wanted, { mayGoOn: () => mayGoOn(call), furtherWork }, call)
      return written && { next: null, mayGoOn, written }
    }
    const slot = needsSlot(request) ? await deps.vault.prepareAdminSlot(password) : null
    const receipt = await home.directory.reset(home.key, { password, mustChange: isTemporaryPassword(request) })
    return { next: { request, password, slot, receipt }, home, mayGoOn, written: null }
  }

  /** By the policy of now; by the time of the commit another one may be in force. */
  function isTemporaryPassword({ kind, mustChange }: Pick<Request, 'kind' | 'mustChange'>): boolean {
    return kind === 'reset' && (mustChange || deps.values.policies().temporary.isMustChangeFixed)
  }

  /** Checked as late as possible, because a change is valid only as long as its proof. */
  function isStillMeant({ user, kind, provenBy, check }: Request, call: Call): boolean {
    if (check?.(call) === false) return false
    if (kind === 'change' && deps.credentialVersion(user.id) !== provenBy) throw new DomainError('SIGN_IN_NEEDED')
    return true
  }

  /**
   * The durable part: records everything that a new password means, in the caller's transaction or one of its own. Null where the check
   * leaves the password alone.
   */
  function commit<T>(prepared: Prepared, call: Call, furtherWork: () => T): Committed<T> | null {
    if (prepared.written !== null) return prepared.written.commit(call, furtherWork)
    const { next, home, mayGoOn } = prepared
    return deps.db.transaction(() => {
      if (!mayGoOn(call)) return null
      if (!deps.directories.livesAt(next.request.user.id, home)) throw new DomainError('PERSON_MOVED')
      const answer = furtherWork()
      return { secretId: follow({ ...next, isTemporary: isTemporaryPassword(next.request) }, call), answer }
    })
  }

  /** Records everything that follows from a new password, inside the transaction that commits it. */
  function follow({ request, password, isTemporary, slot, receipt }: NextPassword, call: Call): SecretId | null {
    const { kind, isForNobody } = request
    // The further work may have given the person another name or other roles.
    const user = deps.stored(request.user.id) ?? request.user
    const { hours } = deps.values.policies().temporary
    const usually = hours === null ? null : deps.now() + hours * 3_600_000
    const lapsesAt = request.lapsesAt === undefined ? usually : request.lapsesAt
    if (receipt.write === null) deps.store.project(user.id, { ...receipt, isTemporary })
    else receipt.write(isTemporary)
    if (receipt.entry !== undefined) deps.directories.project(user.id, receipt.entry, call)
    deps.store.setLapse(user.id, isTemporary ? lapsesAt : null)
    deps.lockouts.clear(user.id)
    if (kind === 'change') deps.knowers.passOn(user.id)
    else if (kind === 'selfService') deps.knowers.passOnByProof(user.id)
    else deps.knowers.clear(user.id)
    if (kind === 'reset' && !isForNobody && call.actor !== null) deps.knowers.add(user.id, call.actor)
    if (slot !== null) deps.vault.putAdminSlot(user.id, slot, receipt.version)
    else if (user.roles.includes('globalAdministrator')) deps.vault.dropAdminSlot(user.id)
    const isReadable = kind === 'reset' && !isForNobody
    if (!isReadable) deps.secrets.drop(user.id)
    const secretId = isReadable ? deps.secrets.keep(user.id, password, lapsesAt, call.actor?.id ?? null) : null
    const facts = kind === 'reset' ? { mustChange: String(isTemporary), ...request.detail } : {}
    deps.audit.append({ action: actions[kind], target: { id: user.id, name: user.username }, detail: facts }, call)
    deps.events.raise('passwordChanged', { user, kind }, call)
    return secretId
  }

  /** All steps for one person. `furtherWork` runs in the transaction that makes the password durable, before the password is written. */
  async function set<T>(request: Request, call: Call, furtherWork: () => T): Promise<Committed<T> | null> {
    const prepared = await prepare(request, call, furtherWork)
    return prepared && commit(prepared, call, furtherWork)
  }

  return {
    prepare,
    commit,
    set,
    /** Settles passwords that a process left behind on their way into an external directory. */
    settle: externalPasswords.settle,
    settled: externalPasswords.settled,
  }
}
