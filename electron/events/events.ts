import type { UserId } from '../../shared/ids.ts'
import type { Contact } from '../../shared/users.ts'
import type { Sql } from '../db/database.ts'
import type { Call } from '../rpc/call.ts'
import type { StoredUser } from '../users/users-store.ts'

/** Where codes can be sent to. */
export type Reachable = Pick<Contact, 'alternateEmail' | 'mobilePhone'>

/** What somebody has changed about the methods they prove themselves with. */
export type MethodsChange =
  | 'appAdded'
  | 'appRemoved'
  | 'codesCreated'
  | 'emailAdded'
  | 'emailRemoved'
  | 'phoneChanged'
  | 'questionsSaved'
  | 'questionsRemoved'

/** The events about a person, each with the facts that listeners need: ids and values, never services. */
export type UserEvents = {
  /** The person was blocked or deleted: their sessions, passes, links and codes end. */
  readonly userShutOut: { readonly userId: UserId }
  /** The person was deleted and can be restored: what belongs to the account is removed. */
  readonly userDeleted: { readonly userId: UserId }
  /**
   * The person got a role, or one that reaches further. `possibleAuthor` is somebody who may have used the account until now and counts as the
   * author of what was registered; null for nobody.
   */
  readonly userPromoted: { readonly userId: UserId; readonly possibleAuthor: UserId | null }
  /** The person has a new password, of their own or from an admin. `user` is their row from the time when it was made. */
  readonly passwordChanged: { readonly user: StoredUser; readonly kind: 'reset' | 'change' | 'selfService' }
  /** A new password whose outcome in an external directory was unknown turned out to be set. `job` is the job that it was part of. */
  readonly passwordSettled: {
    readonly userId: UserId
    readonly job: string | null
    readonly secretId: string | null
  }
  /** Raised before the person's own contact information changes, so that a listener can compare the stored values with the new ones. */
  readonly ownContactChanges: { readonly before: StoredUser; readonly after: Reachable }
  readonly methodsChanged: { readonly userId: UserId; readonly change: MethodsChange }
  /** An authenticator app was confirmed in the session of the call; that proves the second factor of the session, too. */
  readonly appConfirmed: { readonly userId: UserId }
  /** An admin has required a new password at the next sign-in. */
  readonly changeRequired: { readonly userId: UserId }
  readonly signedIn: { readonly userId: UserId }
  /** The person signs in by another directory from now on, with another password: what was handed out for the earlier one ends. */
  readonly directoryChanged: { readonly userId: UserId }
  /** The person's directory was disconnected, and they stay without a password: nothing that it decided, and no role, stays with them. */
  readonly directoryLeft: { readonly userId: UserId }
  /** A look has found that somebody's password is another one than before. */
  readonly passwordSeenChanged: { readonly userId: UserId }
}
type Name = keyof UserEvents
type Listener<N extends Name> = (facts: UserEvents[N], call: Call) => void
type Listeners = { readonly [N in Name]: Listener<N>[] }
export type Events = ReturnType<typeof createEvents>

/**
 * Typed events, by which a slice hears of changes in another slice: each registers its listeners in its own factory, and the slice that
 * raises an event does not know them. Listeners run at once, in the caller's transaction and in the order of registration; an error undoes
 * the whole transaction.
 */
export function createEvents(sql: Pick<Sql, 'inTransaction'>) {
  const listeners: Listeners = {
    userShutOut: [],
    userDeleted: [],
    userPromoted: [],
    passwordChanged: [],
    passwordSettled: [],
    ownContactChanges: [],
    methodsChanged: [],
    appConfirmed: [],
    changeRequired: [],
    signedIn: [],
    directoryChanged: [],
    directoryLeft: [],
    passwordSeenChanged: [],
  }
  return {
    on: <N extends Name>(name: N, listener: Listener<N>): void => void listeners[name].push(listener),
    /** Throws outside a transaction, because what listeners do must be undone together with the change. */
    raise: <N extends Name>(name: N, facts: UserEvents[N], call: Call): void => {
      if (!sql.inTransaction) throw new Error(`${name} was raised outside a transaction.`)
      for (const listener of listeners[name]) listener(facts, call)
    },
  }
}
