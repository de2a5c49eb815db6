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

/** What can happen to a person, with the facts that others need: ids and values, never services. */
export type Happenings = {
  /** Blocked or deleted: whatever lets them in, or was handed out to them, ends. */
  readonly userShutOut: { readonly userId: UserId }
  /** Deleted, and kept to be restored: what belongs to the account goes. */
  readonly userDeleted: { readonly userId: UserId }
  /**
   * Got a role, or one that reaches further. `takenBy` may have been in their place until now, so that what was registered is that one's word;
   * null where nobody may have been.
   */
  readonly userPromoted: { readonly userId: UserId; readonly takenBy: UserId | null }
  /** Has a new password: of their own, or from an admin. `user` is what was known of them when it was made. */
  readonly passwordChanged: { readonly user: StoredUser; readonly kind: 'reset' | 'change' | 'selfService' }
  /** What became of a new password on its way into a directory elsewhere was found out later: it took. `job` is the one it was part of. */
  readonly passwordSettled: {
    readonly userId: UserId
    readonly job: string | null
    readonly secretId: string | null
  }
  /** Somebody is about to change their own contact information; told while the store still knows the earlier one, for who judges it. */
  readonly ownContactChanges: { readonly before: StoredUser; readonly after: Reachable }
  readonly methodsChanged: { readonly userId: UserId; readonly change: MethodsChange }
  /** An app was confirmed in the session of the call, which thereby proved it. */
  readonly appConfirmed: { readonly userId: UserId }
  /** Must choose a new password at the next sign-in, because an admin said so. */
  readonly changeRequired: { readonly userId: UserId }
  readonly signedIn: { readonly userId: UserId }
}
type Name = keyof Happenings
type Listener<N extends Name> = (facts: Happenings[N], call: Call) => void
type Listeners = { readonly [N in Name]: Listener<N>[] }
export type Events = ReturnType<typeof createEvents>

/**
 * How a slice hears of what another one has done: each listens in its own factory, and whoever does a thing raises it without knowing who
 * listens. All of it happens at once, in the transaction of whoever raises it and in the order of registration; an error undoes the whole.
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
  }
  return {
    on: <N extends Name>(name: N, listener: Listener<N>): void => void listeners[name].push(listener),
    /** Throws outside a transaction: what follows from a change must be undone with it. */
    raise: <N extends Name>(name: N, facts: Happenings[N], call: Call): void => {
      if (!sql.inTransaction) throw new Error(`${name} was raised outside a transaction.`)
      for (const listener of listeners[name]) listener(facts, call)
    },
  }
}
