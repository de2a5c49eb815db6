import type { ZodType } from 'zod'
import type { DoorName } from '../../shared/audit.ts'
import type { AuditAction } from '../../shared/audit-action.ts'
import type { AdminContract } from '../../shared/contract.ts'
import { DomainError, isDomainError, SecondAdminNeeded } from '../../shared/errors.ts'
import type { RequestId } from '../../shared/ids.ts'
import type { OperationMeta } from '../../shared/operation.ts'
import { hasPermission, isPermitted, rolesWith } from '../../shared/rules/role-matrix.ts'
import type { Call, ConfirmWhen, Implements, SignedInCall } from './call.ts'

/** A contract: slices of operations. The door chooses which one; nothing here knows a particular slice. */
export type Contract = { readonly [slice: string]: { readonly [name: string]: object } }
type Slices<C extends Contract> = { readonly [K in keyof C]: Implements<C[K]> }
type Work = (input: unknown, call: Call) => unknown
type Procedure = {
  readonly '~orpc': { readonly meta: OperationMeta; readonly inputSchema: ZodType; readonly outputSchema: ZodType }
}

export type ServeDeps<C extends Contract = AdminContract> = {
  readonly contract: C
  readonly slices: Slices<C>
  /** Decides whether the own password is asked for, where the contract leaves that to the input. */
  readonly confirmWhen: ConfirmWhen<C>
  readonly callOf: (token: string | null, door: DoorName, isPassive: boolean) => Call
  readonly bug: (where: string, error: unknown) => string
  /** Throws STORE_REPLACED when the database was removed or replaced, because later writes would be lost. */
  readonly mustBeInPlace: () => void
  /** Logs a refusal, because somebody may be trying what they are not allowed to do. */
  readonly refused: (action: AuditAction, error: DomainError, call: Call) => void
  /** Called when an operation with audit entries has succeeded. */
  readonly done: (action: AuditAction, call: Call) => void
  /** Stores an operation that needs a second admin, and answers the number of the request. */
  readonly hold: (waiting: Waiting, call: SignedInCall) => RequestId
}
/** An operation that needs a second admin; its own transaction has been undone. */
export type Waiting = { readonly operation: string; readonly input: unknown; readonly needed: SecondAdminNeeded }
type Guards = Pick<ServeDeps<Contract>, 'refused' | 'done' | 'hold' | 'mustBeInPlace'>

/** Refuses a call that the operation's access does not allow, whatever the input; access is decided only here. */
export function checkAccess(meta: OperationMeta, call: Call): void {
  if (meta.access === 'anyone') return
  if (call.actor === null) throw new DomainError('SIGN_IN_NEEDED')
  if (meta.access === 'pending') return
  if (call.factor === 'needed') throw new DomainError('FACTOR_NEEDED')
  if (meta.access === 'locked') return
  if (call.isLocked) throw new DomainError('SESSION_LOCKED')
  const isRegistering = call.factor === 'mustRegister'
  if (isRegistering && meta.canRegister !== true) throw new DomainError('FACTOR_NEEDED')
  if (meta.access === 'forced') return
  // The factor comes first: only somebody who has proved it may choose the next password.
  if (call.actor.mustChange && !isRegistering) throw new DomainError('PASSWORD_CHANGE_NEEDED')
  if (call.mustGiveMethods && meta.canRegister !== true) throw new DomainError('METHODS_NEEDED')
  if (meta.permission !== undefined && !isPermitted(call.actor, meta.permission)) {
    const isLimited = hasPermission(call.actor.roles, meta.permission)
    throw new DomainError('NOT_ALLOWED', { roles: rolesWith(meta.permission), isLimited })
  }
}

/** One operation of a contract with the service's function for it. */
export type Operation = {
  readonly slice: string
  readonly name: string
  readonly meta: OperationMeta
  readonly inputSchema: ZodType
  readonly outputSchema: ZodType
  readonly work: Work
  /** Decides whether the own password is asked for with this input. Throws for input that the service would refuse anyway. */
  readonly mustConfirm: Question
}
type Question = (input: unknown, call: Call) => boolean

/** Every operation of a contract with the service that does it. */
export function operationsOf<C extends Contract>(
  deps: Pick<ServeDeps<C>, 'contract' | 'slices' | 'confirmWhen'>,
): readonly Operation[] {
  const services = deps.slices as unknown as Record<string, Record<string, Work>>
  const questions = deps.confirmWhen as unknown as Record<string, Record<string, Question>>
  return Object.entries(deps.contract).flatMap(([slice, operations]) =>
    Object.entries(operations).map(([name, procedure]) => {
      const { meta, inputSchema, outputSchema } = (procedure as unknown as Procedure)['~orpc']
      const work = services[slice]?.[name] as Work
      const mustConfirm = meta.mustConfirm === 'when' ? questions[slice]?.[name] : () => meta.mustConfirm === true
      return { slice, name, meta, inputSchema, outputSchema, work, mustConfirm: mustConfirm ?? always }
    }),
  )
}

/** Asks always where the question is missing; the compiler prevents that. */
const always = () => true

/**
 * The one place where the own password is asked for. A service that awaits something before its transaction asks again in it, by
 * `confirmAgain`, because the person whom it is about may have got a role meanwhile.
 */
function mustBeConfirmed({ mustConfirm }: Operation, input: unknown, call: Call): void {
  if (!call.isConfirmed && mustConfirm(input, call)) throw new DomainError('CONFIRMATION_NEEDED')
}

/**
 * Calls an operation, with checked input; every call from outside comes through here. If an operation with audit entries is refused, the
 * refusal leaves an entry too; if it needs a second admin, it is stored as a request.
 */
export async function invoke(operation: Operation, input: unknown, call: Call, deps: Guards): Promise<unknown> {
  const { slice, name, meta, work } = operation
  const action = meta.audit?.[0]
  try {
    checkAccess(meta, call)
    deps.mustBeInPlace()
    mustBeConfirmed(operation, input, call)
    const answer = await work(input, { ...call, confirmAgain: (now) => mustBeConfirmed(operation, input, now) })
    // Checked after every call, because some writes have no transaction of their own, and an answer must not confirm what is lost.
    deps.mustBeInPlace()
    if (action !== undefined) deps.done(action, call)
    return answer
  } catch (error) {
    const { actor } = call
    if (error instanceof SecondAdminNeeded && meta.twoPerson === 'waits' && actor !== null) {
      const request = deps.hold({ operation: `${slice}.${name}`, input, needed: error }, { ...call, actor })
      throw new DomainError('WAITING_FOR_APPROVAL', { request })
    }
    if (action !== undefined && isDomainError(error)) deps.refused(action, error, call)
    throw error
  }
}
