import { oc } from '@orpc/contract'
import type { ZodType, z } from 'zod'
import type { AuditAction } from './audit-action.ts'
import { errorMap } from './errors.ts'
import type { Permission } from './rules/role-matrix.ts'

/**
 * Who may call an operation: `anyone` without a session; `pending` with a session that still waits for its second factor; `locked` with a
 * session even if it is locked or waits for a new password;
 * `forced` with an unlocked session that may still wait for a new password; `user` any signed-in person; `admin` with `permission`.
 */
export type Access = 'anyone' | 'pending' | 'locked' | 'forced' | 'user' | 'admin'

export type OperationMeta = {
  readonly access: Access
  readonly permission?: Permission
  /** The audit entries that a successful call leaves; an operation that changes or reveals anything names at least one. */
  readonly audit?: readonly AuditAction[]
  /**
   * May let one person become an approver, read an approver's password, or leave fewer approvers. While the two-person rule is on, it `waits`
   * for a second admin's yes, or is `refused` because it can't wait.
   */
  readonly twoPerson?: 'waits' | 'refused'
  /**
   * The own password must have been confirmed in the last 5 minutes (OWASP ASVS 7.5.3): always, or when `electron/rpc/confirm-when.ts` says so
   * of the input.
   */
  readonly mustConfirm?: true | 'when'
  /** May be called by somebody who must set an authenticator app up, or give methods, before anything else. */
  readonly canRegister?: boolean
  /** Polled by the screen: does not count as activity for the idle lock. */
  readonly isPassive?: boolean
}

/**
 * The only oRPC word that slices use: one operation with who may call it, what goes in and what comes out. The meta stays as it was written, in
 * its type too, so that the compiler knows which operations have somebody who acts.
 */
export function operation<const M extends OperationMeta, I extends ZodType, O extends ZodType>(
  meta: M,
  input: I,
  output: O,
) {
  return oc.$meta<M>(meta).errors(errorMap).input(input).output(output)
}

/** One slice of a contract as plain functions: what a screen that serves two doors is handed. */
export type ClientOf<C> = {
  readonly [K in keyof C]: C[K] extends {
    '~orpc': { inputSchema?: infer I extends ZodType; outputSchema?: infer O extends ZodType }
  }
    ? (input: z.input<I>) => Promise<z.output<O>>
    : never
}
