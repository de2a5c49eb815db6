import { DomainError } from '../../shared/errors.ts'
import type { Language, UserId } from '../../shared/ids.ts'
import { normalisePassword } from '../../shared/rules/password-rules.ts'
import { policyBroken } from '../../shared/rules/protection.ts'
import { settingFacts } from '../../shared/rules/two-person.ts'
import type { Settings, Status, settingsContract, ValuesInForce } from '../../shared/settings.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Hasher } from '../passwords/hash.ts'
import type { Roles } from '../roles/roles.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import type { Users } from '../users/users.ts'
import type { Vault } from '../vault/vault.ts'
import type { Values } from './values.ts'

export type SettingsDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly twoPerson: Pick<TwoPerson, 'mustHaveSecondAdmin'>
  readonly values: Values
  readonly vault: Vault
  readonly hasher: Hasher
  readonly users: Users
  readonly roles: Roles
  readonly sessions: Sessions
  readonly now: () => number
  /** Writes the first admin's password inside the caller's transaction. */
  readonly putFirst: (id: UserId, hash: string) => void
  readonly credentialVersion: (id: number) => string | null
}
export type SettingsService = ReturnType<typeof createSettings>

type SettingsTyped = Omit<Settings, 'language'> & { readonly language?: Language | undefined }

/** The set-up of the organisation, and the settings that an admin can change. */
export function createSettings(deps: SettingsDeps) {
  let isBusy = false

  async function createOrganisation(
    input: Parameters<Implements<typeof settingsContract>['createOrganisation']>[0],
    call: Call,
  ) {
    if (deps.values.isSetUp() || isBusy) throw new DomainError('ALREADY_SET_UP')
    isBusy = true
    try {
      const first = { username: input.username, displayName: input.displayName, contact: {}, language: input.language }
      const password = normalisePassword(input.password)
      const owner = { username: input.username, displayName: input.displayName, firstName: '', lastName: '' }
      const broken = deps.values.broken(password, owner, deps.values.liveProtection(null))
      if (broken.length > 0) throw policyBroken(broken)
      const { id, recoveryKey, version } = await setUp({ ...input, password }, first, call)
      return { recoveryKey, ...deps.sessions.start(id, version, call) }
    } finally {
      isBusy = false
    }
  }

  async function setUp(
    input: { organisation: string; username: string; password: string; language: Language },
    first: Parameters<Users['addFirst']>[0],
    call: Call,
  ): Promise<{ id: UserId; recoveryKey: string; version: string }> {
    deps.users.checkFields(first)
    const vault = deps.vault.make()
    try {
      const hash = await deps.hasher.hash(input.password)
      const slot = vault.hasKeychain ? null : await deps.vault.prepareAdminSlot(input.password)
      return deps.db.transaction(() => {
        const id = deps.users.addFirst(first)
        const recoveryKey = vault.write(id)
        const { organisation, language } = input
        deps.values.writeSettings({ organisation, signInAddress: '', language })
        deps.roles.grantFirst(id)
        deps.putFirst(id, hash)
        const version = deps.credentialVersion(id) ?? ''
        if (slot !== null) deps.vault.putAdminSlot(id, slot, version)
        const { username, displayName } = first
        const reach = { roles: [], limits: [], rolesOver: () => [] }
        const actor = { id, username, displayName, ...reach, mustChange: false }
        const detail = { organisation: input.organisation }
        deps.audit.append(
          { action: 'Create organisation.', target: { id, name: first.username }, detail },
          { ...call, actor },
        )
        return { id, recoveryKey, version }
      })
    } catch (error) {
      vault.undo()
      throw error
    }
  }

  function save(typed: SettingsTyped, call: Call): ValuesInForce {
    const before = deps.values.settings()
    const { organisation, signInAddress, language = before.language } = typed
    const next: Settings = { organisation, signInAddress, language }
    const names = (Object.keys(next) as (keyof Settings)[]).filter((name) => before[name] !== next[name])
    if (names.length === 0) return deps.values.read()
    const detail = Object.fromEntries(names.map((name) => [name, `${before[name]} → ${next[name]}`]))
    deps.db.transaction(() => {
      // A second admin must agree, because name and address are printed on every slip and in mails, and people type their password at that address.
      const twoPersonDetail = deps.twoPerson.mustHaveSecondAdmin(call, { about: null, facts: settingFacts(detail) })
      deps.values.writeSettings(next)
      deps.audit.append({ action: 'Set company information.', detail: { ...detail, ...twoPersonDetail } }, call)
    })
    return deps.values.read()
  }

  let demoAccount: Status['demoAccount'] = null

  const service: Implements<typeof settingsContract> = {
    status: () => ({
      isSetUp: deps.values.isSetUp(),
      organisation: deps.values.isSetUp() ? deps.values.read().organisation : '',
      colour: deps.values.policies().selfService.colour,
      vault: deps.vault.state(),
      vaultNeeds: deps.vault.needs(),
      keychain: deps.vault.keychainFault(),
      demoAccount,
      passwordPolicy: deps.values.liveProtection(null),
    }),
    createOrganisation,
    get: () => deps.values.read(),
    save,
  }
  return {
    ...service,
    /** Lets the sign-in page of a demo show how to sign in; never called for a real organisation. */
    showDemoAccount: (account: Status['demoAccount']): void => {
      demoAccount = account
    },
  }
}
