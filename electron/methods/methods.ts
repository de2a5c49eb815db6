import { DomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import type { methodsContract, RegisteredMethods } from '../../shared/methods.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import {
  type FactorState,
  factorStateOf,
  isFactorRequired,
  mayRegisterFactor,
} from '../../shared/rules/second-factor.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Events } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Actor, Call, Implements, SignedInCall } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vault } from '../vault/vault.ts'
import { acceptedStep, authenticatorUri, createSeed } from './authenticator.ts'
import { createMethodsStore } from './methods-store.ts'
import { codeMaterial, createCodes } from './recovery-codes.ts'

export type MethodsDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly twoPerson: TwoPerson
  readonly vault: Vault
  readonly values: Values
  /** Requires a new password because a method was removed, inside the caller's transaction. */
  readonly requireChangeNow: (id: UserId) => void
  readonly stored: (id: number) => StoredUser | null
  /** Throws for the admin's own account, and for people out of reach by the role matrix. */
  readonly mustCover: (actor: Actor, user: StoredUser) => void
  readonly events: Events
  readonly rowsOfUser: RowsOfUser
  readonly now: () => number
  /** Monotonic time of this process, in milliseconds. */
  readonly monotonic: () => number
}
export type Methods = ReturnType<typeof createMethods>
/** The method with which somebody has proved who they are. */
export type ProvedWith = 'authenticator' | 'recoveryCode'

/** An app that is being set up: kept in memory, because nothing of it counts before its first code. */
type Starting = { readonly seed: string; readonly at: number }
/** How long setting up an app may take. Microsoft keeps its registration page open for 15 minutes; a QR code should be on a screen for less. */
const startingMs = 10 * 60_000

const seedPurpose = 'authenticator seed'
const codePurpose = 'recovery code'
/** An id that nobody has, because ids begin at 1. */
const nobodysId = 0
const recordOf = (userId: number) => `user ${userId}`

/** The second factor: authenticator apps and recovery codes, for people with and without a role. */
export function createMethods(deps: MethodsDeps) {
  const store = createMethodsStore(deps.db.sql)
  deps.rowsOfUser.goWithDeletion('authenticators', 'recovery_codes')
  deps.events.on('userPromoted', ({ userId, possibleAuthor }) => {
    if (possibleAuthor !== null) store.reattribute(userId, possibleAuthor)
  })
  const starting = new Map<number, Starting>()
  const policy = () => deps.values.policies().signIn.secondFactor
  const digestOf = (userId: number, material: string) => deps.vault.digest(codePurpose, `${userId} ${material}`)

  let sealedForNobody: Uint8Array | null = null
  /** An app that belongs to nobody, so that checking a code takes as long for people without an app. */
  function appOfNobody() {
    sealedForNobody ??= deps.vault.seal(seedPurpose, recordOf(nobodysId), createSeed())
    return { sealed: sealedForNobody, lastStep: -1 }
  }

  function registered(userId: number, roles: readonly RoleName[]): RegisteredMethods {
    return {
      authenticatorSince: store.authenticator(userId)?.confirmedAt ?? null,
      recoveryCodesLeft: store.codesLeft(userId),
      isRequired: isFactorRequired(policy(), roles),
    }
  }

  /** Read from the store, because calls at the portal carry no roles, and a role requires the factor there too. */
  const rolesOf = (id: number) => deps.stored(id)?.roles ?? []

  function mustBeRegistered(userId: number): void {
    if (store.authenticator(userId) === null) throw new DomainError('NOT_FOUND', { what: 'method' })
  }

  /** Replaces all recovery codes by ten new ones, inside the caller's transaction. */
  function replaceCodes({ id, username }: Actor, call: Call): readonly string[] {
    const codes = createCodes()
    store.replaceCodes(
      id,
      codes.map((code) => digestOf(id, codeMaterial(code) ?? '')),
      call.recordedAuthor ?? null,
    )
    deps.audit.append({ action: 'Create recovery codes.', target: { id, name: username } }, call)
    return codes
  }

  /** Removes the app and the codes, inside the caller's transaction. A password that was long enough only beside the factor must then be changed. */
  function removeAll(id: UserId, username: string, call: Call): void {
    const before = deps.values.protection(id).rules.minimumLength
    store.removeAll(id)
    deps.events.raise('methodsChanged', { userId: id, change: 'appRemoved' }, call)
    if (deps.values.protection(id).rules.minimumLength <= before) return
    deps.requireChangeNow(id)
    deps.audit.append({ action: 'Set force change user password.', target: { id, name: username } }, call)
  }

  function confirm(actor: Actor, code: string, call: Call) {
    const { id, username } = actor
    const begun = starting.get(id)
    if (begun === undefined || deps.monotonic() - begun.at >= startingMs) {
      starting.delete(id)
      throw new DomainError('REGISTRATION_OVER')
    }
    const lastStep = acceptedStep(begun.seed, digitsOf(code) ?? '', deps.now(), -1)
    if (lastStep === null) throw new DomainError('FACTOR_WRONG')
    const recoveryCodes = deps.db.transaction(() => {
      const sealed = deps.vault.seal(seedPurpose, recordOf(id), begun.seed)
      const detail = { method: store.authenticator(id) === null ? 'authenticator' : 'authenticator, replaced' }
      store.putAuthenticator(id, { sealed, confirmedAt: deps.now(), lastStep }, call.recordedAuthor ?? null)
      const target = { id, name: username }
      deps.audit.append({ action: 'User registered security info.', target, detail }, call)
      deps.events.raise('methodsChanged', { userId: id, change: 'appAdded' }, call)
      const codes = store.codesLeft(id) === 0 ? replaceCodes(actor, call) : null
      deps.events.raise('appConfirmed', { userId: id }, call)
      return codes
    })
    starting.delete(id)
    return { recoveryCodes }
  }

  function removeFor(userId: UserId, call: SignedInCall): void {
    const user = deps.stored(userId)
    if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    deps.mustCover(call.actor, user)
    mustBeRegistered(userId)
    const detail = deps.twoPerson.mustHaveSecondAdminFor(call, user, [])
    removeAll(userId, user.username, call)
    const target = { id: userId, name: user.username }
    deps.audit.append({ action: 'Admin deleted security info.', target, detail }, call)
  }

  const service: Implements<typeof methodsContract> = {
    mine: (_, call) => {
      const { id } = call.actor
      return { ...registered(id, rolesOf(id)), isOffered: policy().isOffered }
    },
    startAuthenticator: (_, call) => {
      const { id, username } = call.actor
      if (!mayRegisterFactor(policy(), rolesOf(id))) throw new DomainError('NOT_ALLOWED', { roles: [] })
      const secret = createSeed()
      starting.set(id, { seed: secret, at: deps.monotonic() })
      return { secret, uri: authenticatorUri(secret, deps.values.settings().organisation, username) }
    },
    confirmAuthenticator: ({ code }, call) => confirm(call.actor, code, call),
    removeAuthenticator: (_, call) =>
      deps.db.transaction(() => {
        const { id, username } = call.actor
        if (isFactorRequired(policy(), rolesOf(id))) throw new DomainError('FACTOR_REQUIRED')
        mustBeRegistered(id)
        removeAll(id, username, call)
        deps.audit.append({ action: 'User deleted security info.', target: { id, name: username } }, call)
        return {}
      }),
    createRecoveryCodes: (_, call) =>
      deps.db.transaction(() => {
        const actor = call.actor
        mustBeRegistered(actor.id)
        deps.events.raise('methodsChanged', { userId: actor.id, change: 'codesCreated' }, call)
        return { recoveryCodes: replaceCodes(actor, call) }
      }),
    of: ({ userId }) => {
      const user = deps.stored(userId)
      if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      return registered(userId, user.roles)
    },
    removeFor: ({ userId }, call) => {
      deps.db.transaction(() => removeFor(userId, call))
      return {}
    },
  }

  const stateOf = (user: Pick<Actor, 'id' | 'roles'>): FactorState =>
    factorStateOf(policy(), user.roles, store.authenticator(user.id) !== null)

  return {
    ...service,
    /** What remains to be done after the right password, by the policy in force. */
    stateOf,
    /** True for somebody who is asked for a second factor after the password. */
    isNeeded: (user: Pick<Actor, 'id' | 'roles'>): boolean => stateOf(user) === 'needed',
    /**
     * Uses a code up, inside the caller's transaction; null for a code that is wrong or was used. For people without an app, or who do not
     * exist, the same work is done. Throws FACTOR_DAMAGED.
     */
    prove: (userId: number, typed: string): ProvedWith | null => {
      const digits = digitsOf(typed)
      if (digits === null) {
        const material = codeMaterial(typed)
        return material !== null && store.takeCode(userId, digestOf(userId, material)) ? 'recoveryCode' : null
      }
      const nobodysApp = appOfNobody()
      const app = store.authenticator(userId)
      const { sealed, lastStep } = app ?? nobodysApp
      const seed = deps.vault.unseal(seedPurpose, recordOf(app === null ? nobodysId : userId), sealed)
      if (seed === null) throw new DomainError('FACTOR_DAMAGED')
      const step = acceptedStep(seed, digits, deps.now(), lastStep)
      return app !== null && step !== null && store.takeStep(userId, step) ? 'authenticator' : null
    },
    /** True for somebody who may set an authenticator app up. */
    canRegister: ({ roles }: Pick<Actor, 'roles'>): boolean => mayRegisterFactor(policy(), roles),
    codesLeft: store.codesLeft,
    /** Everybody who has an app, for questions about many people. */
    owners: (): ReadonlySet<number> => new Set(store.owners()),
  }
}

/** The digits of a code as the app shows it, "123 456"; null for anything else. */
function digitsOf(typed: string): string | null {
  const digits = typed.replace(/[\s-]/g, '')
  return /^\d{6}$/.test(digits) ? digits : null
}
