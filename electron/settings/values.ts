import { DomainError } from '../../shared/errors.ts'
import type { GroupId, Language, UserId } from '../../shared/ids.ts'
import { defaultLanguage, knownLanguage } from '../../shared/languages.ts'
import { decidingRule, protectionBesideFactor, protectionUnder } from '../../shared/rules/group-rules.ts'
import type { PasswordOwner } from '../../shared/rules/password-rules.ts'
import type { ExpirationPolicy } from '../../shared/rules/password-state.ts'
import {
  defaultPolicies,
  type LockoutPolicy,
  type Policies,
  type ProtectionPolicy,
  readStoredPolicies,
} from '../../shared/rules/policy.ts'
import { brokenVerdicts, type LiveProtection, prepareTerms } from '../../shared/rules/protection.ts'
import { type Settings, settings as settingsSchema, type ValuesInForce } from '../../shared/settings.ts'
import type { Database } from '../db/database.ts'
import { createPause } from '../db/pause.ts'
import { createSettingsStore } from './settings-store.ts'

export type Values = ReturnType<typeof createValues>

/** The settings and policies in force, which every slice reads; only `settings.save` and `policies.save` change them. */
export function createValues(
  db: Database,
  isIn: (userId: UserId, groups: readonly GroupId[]) => boolean,
  /** Whether somebody has set up an authenticator app. */
  hasFactor: (userId: UserId) => boolean,
) {
  const store = createSettingsStore(db.sql)
  let settings: Settings | null = null
  let current: Policies | null = null

  const readSettings = (): Settings => {
    if (settings !== null) return settings
    const stored = {
      organisation: 'Keydesk',
      signInAddress: '',
      language: defaultLanguage,
      ...(store.read('settings') ?? {}),
    }
    // Another version of Keydesk may have stored a language that this one does not speak.
    settings = settingsSchema.parse({ ...stored, language: knownLanguage(stored.language) })
    return settings
  }
  const readPolicies = (): Policies => {
    if (current !== null) return current
    const read = readStoredPolicies(store.read('policies') ?? defaultPolicies)
    // A document that can't be read is damaged, and must not be replaced by the policies of a fresh installation.
    if (read === null) throw new DomainError('STORE_DAMAGED')
    // Not kept inside a transaction, because what it has written may still be undone.
    if (!db.sql.inTransaction) current = read
    return read
  }
  const ruleOf = (userId: UserId | null) =>
    userId === null ? null : decidingRule(readPolicies().groupRules, (group) => isIn(userId, [group]))
  const protection = (userId: UserId | null): ProtectionPolicy => {
    const under = protectionUnder(readPolicies(), ruleOf(userId))
    // A shorter password is allowed only if the policy offers the app to everybody: an app that only a role requires is no longer asked for
    // without the role, and nobody would notice the short password.
    const isBesideFactor = userId !== null && readPolicies().signIn.secondFactor.isOffered && hasFactor(userId)
    return isBesideFactor ? protectionBesideFactor(under) : under
  }
  const liveProtectionOf = (userId: UserId | null): LiveProtection => {
    const { breachFile: _, ...rest } = protection(userId)
    return rest
  }

  return {
    isSetUp: () => store.read('settings') !== null,
    read: (): ValuesInForce => {
      const { signIn, temporary } = readPolicies()
      const { deletedDays: _, twoPerson: __, secondFactor: ___, ...rest } = signIn
      const { style, hours, keep, isMustChangeFixed } = temporary
      const words = { temporaryStyle: style, temporaryHours: hours, temporaryKeep: keep, isMustChangeFixed }
      return { ...readSettings(), ...rest, ...words }
    },
    settings: readSettings,
    /** The language of what somebody is sent or handed: their own, or the organisation's. */
    languageOf: ({ language }: { readonly language: Language | null }): Language => language ?? readSettings().language,
    writeSettings: (value: Settings) => {
      store.write('settings', value)
      settings = null
    },
    policies: readPolicies,
    /** The document that was in force before the last change; null when there is nothing to undo. */
    previousPolicies: (): Policies | null => readStoredPolicies(store.read('policies.previous')),
    writePolicies: (value: Policies, previous: Policies | null) => {
      store.write('policies', value)
      store.write('policies.previous', previous)
      current = null
    },
    /** The rules for this person's password, by their groups; for nobody in particular everybody's rules. */
    protection,
    liveProtection: liveProtectionOf,
    /** The group whose rules apply to this person; null where everybody's rules do. */
    decidingGroup: (userId: UserId): GroupId | null => ruleOf(userId)?.groupId ?? null,
    lockout: (): LockoutPolicy => readPolicies().lockout,
    expiration: (): ExpirationPolicy => readPolicies().expiration,
    /** Compiles the banned words for `broken` in small steps: those in force, or the given ones. */
    prepareTerms: (policy: LiveProtection = readPolicies().protection): Promise<void> =>
      prepareTerms(policy, createPause()),
    /** What a password breaks of the given rules. */
    broken: (password: string, owner: PasswordOwner, rules: LiveProtection) =>
      brokenVerdicts(password, rules, owner, readSettings().organisation),
  }
}
