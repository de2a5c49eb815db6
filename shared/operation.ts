import { oc } from '@orpc/contract'
import type { ZodType, z } from 'zod'
import type { AuditAction } from './audit-action.ts'
import { errorMap } from './errors.ts'
import type { Permission } from './rules/role-matrix.ts'

/**
 * Who may call an operation. `anyone`: without a session. `pending`: with a session that still waits for its second factor. `locked`: with a
 * session even if it is locked or waits for a new password. `forced`: with an unlocked session that may still wait for a new password.
 * `user`: any signed-in person. `admin`: with `permission`.
 */
export type Access = 'anyone' | 'pending' | 'locked' | 'forced' | 'user' | 'admin'

export type OperationMeta = {
  readonly access: Access
  readonly permission?: Permission
  /** The actions of the audit entries that a successful call leaves; an operation that changes or reveals anything names at least one. */
  readonly audit?: readonly AuditAction[]
  /**
   * Set for an operation that may let one person become an approver, read an approver's password, or leave fewer approvers. While the
   * two-person rule is on, it `waits` for a second admin's approval, or is `refused` because it can't wait.
   */
  readonly twoPerson?: 'waits' | 'refused'
  /**
   * True if the own password must have been confirmed in the last 5 minutes (OWASP ASVS 7.5.3); `when` if `electron/rpc/confirm-when.ts`
   * decides by the input.
   */
  readonly mustConfirm?: true | 'when'
  /** True if somebody may call it who must first set up an authenticator app, or register methods. */
  readonly canRegister?: boolean
  /** True if the screen polls it: then it is no activity that keeps the session from locking. */
  readonly isPassive?: boolean
}

/**
 * Declares one operation: who may call it, its input and its output; slices use nothing else of oRPC. The type keeps `meta` as written, so
 * that the compiler knows which operations always have an actor.
 */
export function operation<const M extends OperationMeta, I extends ZodType, O extends ZodType>(
  meta: M,
  input: I,
  output: O,
) {
  return oc.$meta<M>(meta).errors(errorMap).input(input).output(output)
}

/** One slice of a contract as plain functions: the type for screens that serve two doors. */
export type ClientOf<C> = {
  readonly [K in keyof C]: C[K] extends {
    '~orpc': { inputSchema?: infer I extends ZodType; outputSchema?: infer O extends ZodType }
  }
    ? (input: z.input<I>) => Promise<z.output<O>>
    : never
}
