import type { PasswordOwner } from '../../shared/rules/password-rules.ts'
import type { ExpirationPolicy } from '../../shared/rules/password-state.ts'
import {
  defaultPolicies,
  type LockoutPolicy,
  type Policies,
  type ProtectionPolicy,
  policies,
  withSelfService,
} from '../../shared/rules/policy.ts'
import { brokenVerdicts, type LiveProtection } from '../../shared/rules/protection.ts'
import { type Settings, settings as settingsSchema, type ValuesInForce } from '../../shared/settings.ts'
import type { Database } from '../db/database.ts'
import { createSettingsStore } from './settings-store.ts'

export type Values = ReturnType<typeof createValues>

/** The settings and policies in force, read by every slice; they change only through `settings.save` and `policies.save`. */
export function createValues(db: Database) {
  const store = createSettingsStore(db.sql)
  let settings: Settings | null = null
  let current: Policies | null = null

  const readSettings = (): Settings => {
    settings ??= settingsSchema.parse({ organisation: 'Keydesk', signInAddress: '', ...(store.read('settings') ?? {}) })
    return settings
  }
  const readPolicies = (): Policies => {
    if (current !== null) return current
    const read = policies.parse(withSelfService(store.read('policies') ?? defaultPolicies))
    // A transaction may still be rolled back, and what it has written with it.
    if (!db.sql.inTransaction) current = read
    return read
  }
  const live = (): LiveProtection => {
    const { breachFile: _, ...rest } = readPolicies().protection
    return rest
  }

  return {
    isSetUp: () => store.read('settings') !== null,
    read: (): ValuesInForce => {
      const { signIn, temporary } = readPolicies()
      const { deletedDays: _, twoPerson: __, ...rest } = signIn
      const { style, hours, keep, isMustChangeFixed } = temporary
      const words = { temporaryStyle: style, temporaryHours: hours, temporaryKeep: keep, isMustChangeFixed }
      return { ...readSettings(), ...rest, ...words }
    },
    settings: readSettings,
    writeSettings: (value: Settings) => {
      store.write('settings', value)
      settings = null
    },
    policies: readPolicies,
    /** The document that was in force before the last change; null when there is nothing to undo. */
    previousPolicies: (): Policies | null => {
      const found = policies.safeParse(withSelfService(store.read('policies.previous')))
      return found.success ? found.data : null
    },
    writePolicies: (value: Policies, previous: Policies | null) => {
      store.write('policies', value)
      store.write('policies.previous', previous)
      current = null
    },
    protection: (): ProtectionPolicy => readPolicies().protection,
    liveProtection: live,
    lockout: (): LockoutPolicy => readPolicies().lockout,
    expiration: (): ExpirationPolicy => readPolicies().expiration,
    broken: (password: string, owner: PasswordOwner) =>
      brokenVerdicts(password, live(), owner, readSettings().organisation),
  }
}
