import type { ContractProcedure, InferSchemaOutput } from '@orpc/contract'
import type { DoorName } from '../../shared/audit.ts'
import type { RequestId, UserId } from '../../shared/ids.ts'
import type { RequestFact } from '../../shared/requests.ts'
import type { RoleHolder, RoleName } from '../../shared/rules/role-matrix.ts'
import type { FactorState } from '../../shared/rules/second-factor.ts'

/** Who acts, as the store says at the moment of the call. */
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

/** A second admin's yes to exactly this call. */
export type Approval = {
  readonly request: RequestId
  readonly askedBy: UserId
  readonly approvedBy: string
  /**
   * Spends the yes, in the transaction that does what was asked: for what would happen now, if it is what the approver was shown. Throws
   * REQUEST_STATE where it was spent or taken back meanwhile, REQUEST_CHANGED where something else would happen by now.
   */
  readonly take: (facts: readonly RequestFact[]) => void
}

/** The facts of one call that are not its input: who, through which door, and with what proof. */
export type Call = {
  readonly actor: Actor | null
  readonly door: DoorName
  /** The bearer token, for the sessions service only. */
  readonly token: string | null
  readonly isLocked: boolean
  readonly isConfirmed: boolean
  /** What the second factor still asks for; nothing for calls that come from no session. */
  readonly factor?: FactorState
  /** Methods must be given before anything else; nothing for calls that come from no session. */
  readonly mustGiveMethods?: boolean
  /**
   * Who counts as the author of what is registered in this session, where it may not be the person: with a Temporary Access Pass, or with a password
   * that somebody else knows, that other one may be using the session.
   */
  readonly wordOf?: UserId | null
  /** Only at the portal. */
  readonly visitor?: Visitor
  /** Only where a second admin was asked and said yes. */
  readonly approval?: Approval
  /**
   * Asks once more whether the own password must be confirmed, of the call as it is by now: for what has awaited anything since it was asked
   * first. Only what came through a border has it; Keydesk's own work asks nobody.
   */
  readonly confirmAgain?: (now: SignedInCall) => void
}

/** A call by somebody who is signed in. */
export type SignedInCall = Call & { readonly actor: Actor }

/** An operation that anybody may call may have nobody who acts; the border lets no call through to the others without one. */
type CallOf<M> = M extends { readonly access: 'anyone' } ? Call : SignedInCall

/** The interface that a service implements: every operation of its contract, with the input as parsed and the output as promised. */
export type Implements<C> = {
  // biome-ignore lint/suspicious/noExplicitAny: the error map of a procedure does not matter to its service.
  readonly [K in keyof C]: C[K] extends ContractProcedure<infer I, infer O, any, infer M>
    ? (input: InferSchemaOutput<I>, call: CallOf<M>) => Promise<InferSchemaOutput<O>> | InferSchemaOutput<O>
    : never
}

/** The names of the operations whose metadata says that their input decides whether the own password is asked again. */
type Asking<C> = {
  readonly [O in keyof C]: C[O] extends { '~orpc': { meta: { readonly mustConfirm: 'when' } } } ? O : never
}[keyof C]

/** One question for each of these operations, and for no other. */
export type ConfirmWhen<C> = {
  readonly [S in keyof C as Asking<C[S]> extends never ? never : S]: {
    readonly [O in Asking<C[S]>]: Implements<C[S]>[O] extends (...given: infer Given) => unknown
      ? (...given: Given) => boolean
      : never
  }
}
