import type { AuditAction } from '../../shared/audit-action.ts'
import { DomainError, type PasswordRuleName } from '../../shared/errors.ts'
import type { SecretId, UserId } from '../../shared/ids.ts'
import { normalisePassword } from '../../shared/rules/password-rules.ts'
import { type ProtectionVerdict, policyBroken } from '../../shared/rules/protection.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Target } from '../directory/target.ts'
import type { Events } from '../events/events.ts'
import type { Call } from '../rpc/call.ts'
import type { Lockouts } from '../sessions/lockouts.ts'
import type { Values } from '../settings/values.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { AdminSlot } from '../vault/key-slots.ts'
import type { Secrets } from '../vault/secrets.ts'
import type { Vault } from '../vault/vault.ts'
import type { Hasher } from './hash.ts'
import type { Knowers } from './knowers.ts'
import type { createPasswordsStore } from './passwords-store.ts'

export type SetPasswordDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly vault: Vault
  readonly secrets: Secrets
  readonly hasher: Hasher
  readonly target: Target
  readonly store: ReturnType<typeof createPasswordsStore>
  readonly knowers: Knowers
  readonly values: Values
  readonly lockouts: Lockouts
  /** True if the password is in the organisation's breach file; a file that can't be read is no refusal. */
  readonly isBreached: (password: string) => Promise<boolean>
  readonly now: () => number
  readonly events: Events
}

/** `reset` by an admin leaves a readable copy in the vault; `change` by the person, and `selfService` after other proof than the old one, leave none. */
export type Request = {
  readonly user: StoredUser
  readonly password: string
  readonly kind: 'reset' | 'change' | 'selfService'
  readonly mustChange: boolean
  /** A generated password has been checked against the rules and can't be an old one. */
  readonly isGenerated: boolean
  /** The version of the password that a change was proven with: if it is another by the time of the commit, somebody reset it and the reset stands. */
  readonly provenBy?: string | null
  /** A reset whose password nobody is to read: whoever sets it does not know it either. */
  readonly isForNobody?: true
}
export type Prepared = Request & { readonly hash: string; readonly slot: AdminSlot | null }
/** `check` runs again inside the transaction, because roles and blocks may have changed while the password was being hashed. */
export type CommitOptions = { readonly check?: () => void; readonly detail?: Readonly<Record<string, string>> }
const actions: Readonly<Record<Request['kind'], AuditAction>> = {
  reset: 'Reset user password.',
  change: 'Change user password.',
  selfService: 'Reset password (self-service).',
}
export type SetPassword = ReturnType<typeof createSetPassword>

/** The one place where a password changes: rules and hash first, then target, history, vault and audit in one transaction. */
export function createSetPassword(deps: SetPasswordDeps) {
  /** The rules that the current policy sets, then what only the store knows: age, earlier passwords, breaches. */
  async function mustKeepRules(request: Request): Promise<void> {
    const { user, password } = request
    const owner = { ...user.contact, username: user.username, displayName: user.displayName }
    const broken: ProtectionVerdict[] = [...deps.values.broken(password, owner, user.id)]
    const add = (rule: PasswordRuleName) => broken.push({ rule, isKept: false, words: [] })
    if (broken.length === 0) {
      if (isTooYoung(request)) add('tooYoung')
      const current = deps.store.hashOf(user.id)
      if (current && (await deps.hasher.verify(current, password))) add('same')
      else if (await isOld(user.id, password)) add('history')
      if (await deps.isBreached(password)) add('breached')
    }
    if (broken.length > 0) throw policyBroken(broken)
  }

  /** Never in the way of a forced change. */
  function isTooYoung({ user, kind }: Request): boolean {
    const { minimumAgeHours } = deps.values.protection(user.id)
    if (kind !== 'change' || user.isTemporary || user.mustChange || user.changedAt === null) return false
    return deps.now() - user.changedAt < minimumAgeHours * 3_600_000
  }

  async function isOld(id: UserId, password: string): Promise<boolean> {
    const { historyCount, historyDays } = deps.values.protection(id)
    const since = historyDays === 0 ? 0 : deps.now() - historyDays * 86_400_000
    for (const old of deps.store.history(id, historyCount, since)) {
      if (await deps.hasher.verify(old, password)) return true
    }
    return false
  }

  /** A reset leaves an admin no slot, because a temporary password is no lasting key to the vault, unless nobody else's sign-in opens it. */
  function needsSlot({ user, kind }: Request): boolean {
    if (!user.roles.includes('globalAdministrator') || !deps.vault.needsAdminSlots()) return false
    return kind !== 'reset' || !deps.vault.hasOtherSlot(user.id)
  }

  /** The slow part, outside any transaction: rules, hash and the admin's vault slot. */
  async function prepare(request: Request): Promise<Prepared> {
    const password = normalisePassword(request.password)
    // A generated password was checked when it was made, and can't be an old one.
    if (!request.isGenerated) await mustKeepRules({ ...request, password })
    const slot = needsSlot(request) ? await deps.vault.prepareAdminSlot(password) : null
    return { ...request, password, slot, hash: await deps.hasher.hash(password) }
  }

  /** The durable part: everything that a new password means, in the caller's or an own transaction. */
  function commit(prepared: Prepared, call: Call, more: CommitOptions = {}): SecretId | null {
    const { user, password, hash, slot, kind, mustChange } = prepared
    return deps.db.transaction(() => {
      more.check?.()
      if (kind === 'change' && deps.store.credentialVersion(user.id) !== prepared.provenBy)
        throw new DomainError('SIGN_IN_NEEDED')
      const now = deps.now()
      const { hours, isMustChangeFixed } = deps.values.policies().temporary
      const lapsesAt = hours === null ? null : now + hours * 3_600_000
      deps.store.remember(user.id, now)
      const isTemporary = kind === 'reset' && (mustChange || isMustChangeFixed)
      deps.target.setPassword(user.id, { hash, changedAt: now, isTemporary, lapsesAt: isTemporary ? lapsesAt : null })
      deps.lockouts.clear(user.id)
      if (kind === 'change') deps.knowers.passOn(user.id)
      else if (kind === 'selfService') deps.knowers.passOnByProof(user.id)
      else deps.knowers.clear(user.id)
      if (kind === 'reset' && !prepared.isForNobody && call.actor !== null) deps.knowers.add(user.id, call.actor)
      if (slot !== null) deps.vault.putAdminSlot(user.id, slot, deps.store.credentialVersion(user.id) ?? '')
      else if (user.roles.includes('globalAdministrator')) deps.vault.dropAdminSlot(user.id)
      if (kind !== 'reset') deps.secrets.drop(user.id)
      const secretId = kind === 'reset' ? deps.secrets.keep(user.id, password, lapsesAt, call.actor?.id ?? null) : null
      const facts = kind === 'reset' ? { mustChange: String(isTemporary), ...more.detail } : {}
      deps.audit.append({ action: actions[kind], target: { id: user.id, name: user.username }, detail: facts }, call)
      deps.events.raise('passwordChanged', { user, kind }, call)
      return secretId
    })
  }

  return {
    prepare,
    commit,
    /** Both parts for one person. */
    set: async (request: Request, call: Call, more: CommitOptions = {}): Promise<SecretId | null> =>
      commit(await prepare(request), call, more),
  }
}
