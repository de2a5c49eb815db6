import type { ContractProcedure, InferSchemaOutput } from '@orpc/contract'
import type { DoorName } from '../../shared/audit.ts'
import type { RequestId, UserId } from '../../shared/ids.ts'
import type { RequestFact } from '../../shared/requests.ts'
import type { RoleHolder, RoleName } from '../../shared/rules/role-matrix.ts'
import type { FactorState } from '../../shared/rules/second-factor.ts'

/** The person who acts, as stored at the moment of the call. */
export type Actor = RoleHolder & {
  readonly id: UserId
  readonly username: string
  readonly displayName: string
  /** The roles that reach one person: limited ones only where that person is in their groups. */
  readonly rolesOver: (userId: UserId) => readonly RoleName[]
  readonly mustChange: boolean
}

/**
 * The visitor of the portal: the address that limits count by, and the functions that put the session's token into the cookie, which the page can't
 * read.
 */
export type Visitor = {
  /** The address of the connection, never one from a header. */
  readonly address: string
  /** Puts the token into the door's cookie, or takes the cookie back. */
  readonly keepToken: (token: string | null) => void
}

/** A second admin's approval of exactly this call. */
export type Approval = {
  readonly request: RequestId
  readonly askedBy: UserId
  readonly approvedBy: string
  /**
   * Uses the approval up, in the transaction that does what was asked; `facts` are what would happen now. Throws REQUEST_STATE where the
   * approval was used or withdrawn meanwhile, REQUEST_CHANGED where the facts differ from those that the approver saw.
   */
  readonly take: (facts: readonly RequestFact[]) => void
}

/** The facts of one call beside its input: who calls, through which door, and with which proof. */
export type Call = {
  readonly actor: Actor | null
  readonly door: DoorName
  /** The bearer token, for the sessions service only. */
  readonly token: string | null
  readonly isLocked: boolean
  readonly isConfirmed: boolean
  /** What the second factor still asks for; absent for calls without a session. */
  readonly factor?: FactorState
  /** True if methods must be registered before anything else; absent for calls without a session. */
  readonly mustGiveMethods?: boolean
  /**
   * The author of what is registered in this session, where that may not be the person: the maker of a Temporary Access Pass, or somebody who
   * knows the password, may be using the session.
   */
  readonly recordedAuthor?: UserId | null
  /** Present only at the portal. */
  readonly visitor?: Visitor
  /** Present only after a second admin has approved the call. */
  readonly approval?: Approval
  /**
   * Decides again, in a transaction after something was awaited, whether the own password must be confirmed. Present only for calls from
   * outside; Keydesk's own work never asks.
   */
  readonly confirmAgain?: (now: SignedInCall) => void
}

/** A call by somebody who is signed in. */
export type SignedInCall = Call & { readonly actor: Actor }

/** The call that an operation gets: operations with access `anyone` may have no actor, all others always have one. */
type CallOf<M> = M extends { readonly access: 'anyone' } ? Call : SignedInCall

/** What a service implements: every operation of its contract, with the parsed input and the promised output. */
export type Implements<C> = {
  // biome-ignore lint/suspicious/noExplicitAny: the error map of a procedure does not matter to its service.
  readonly [K in keyof C]: C[K] extends ContractProcedure<infer I, infer O, any, infer M>
    ? (input: InferSchemaOutput<I>, call: CallOf<M>) => Promise<InferSchemaOutput<O>> | InferSchemaOutput<O>
    : never
}

/** The names of the operations whose input decides whether the own password is asked for. */
type Asking<C> = {
  readonly [O in keyof C]: C[O] extends { '~orpc': { meta: { readonly mustConfirm: 'when' } } } ? O : never
}[keyof C]

/** One function for each of these operations, and for no other, that decides whether to ask. */
export type ConfirmWhen<C> = {
  readonly [S in keyof C as Asking<C[S]> extends never ? never : S]: {
    readonly [O in Asking<C[S]>]: Implements<C[S]>[O] extends (...given: infer Given) => unknown
      ? (...given: Given) => boolean
      : never
  }
}
