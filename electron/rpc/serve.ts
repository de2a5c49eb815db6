import { implement, ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fetch'
import type { ZodType, z } from 'zod'
import type { DoorName } from '../../shared/audit.ts'
import type { AuditAction } from '../../shared/audit-action.ts'
import type { AdminContract } from '../../shared/contract.ts'
import { DomainError, type ErrorCode, errorMap, isDomainError, SecondAdminNeeded } from '../../shared/errors.ts'
import type { RequestId } from '../../shared/ids.ts'
import type { OperationMeta } from '../../shared/operation.ts'
import { hasPermission, isPermitted, rolesWith } from '../../shared/rules/role-matrix.ts'
import { asStoreError } from '../db/store-errors.ts'
import type { Call, Implements, SignedInCall, Visitor } from './call.ts'

/** A contract: slices of operations. Which one is the door's choice; nothing here knows any of them. */
type Contract = { readonly [slice: string]: { readonly [name: string]: object } }
type Slices<C extends Contract> = { readonly [K in keyof C]: Implements<C[K]> }
type Operation = (input: unknown, call: Call) => unknown
type Procedure = {
  readonly '~orpc': { readonly meta: OperationMeta; readonly inputSchema: ZodType; readonly outputSchema: ZodType }
}

export type ServeDeps<C extends Contract = AdminContract> = {
  readonly contract: C
  readonly slices: Slices<C>
  readonly callOf: (token: string | null, door: DoorName, isPassive: boolean) => Call
  readonly bug: (where: string, error: unknown) => string
  /** Throws when what is stored from now on would be lost, because the database was removed or replaced. */
  readonly mustBeInPlace: () => void
  /** Writes a refusal down, because somebody may be trying what is not theirs to do. */
  readonly refused: (action: AuditAction, error: DomainError, call: Call) => void
  /** An operation that is written down has been done. */
  readonly done: (action: AuditAction, call: Call) => void
  /** Writes down what waits for a second admin, and answers its number. */
  readonly hold: (waiting: Waiting, call: SignedInCall) => RequestId
}
/** An operation that one person may not do alone, after it was undone. */
export type Waiting = { readonly operation: string; readonly input: unknown; readonly needed: SecondAdminNeeded }
type Guards = Pick<ServeDeps<Contract>, 'bug' | 'refused' | 'done' | 'hold' | 'mustBeInPlace'>
type Client<P> = P extends {
  '~orpc': { inputSchema?: infer I extends ZodType; outputSchema?: infer O extends ZodType }
}
  ? (input: z.input<I>) => Promise<z.output<O>>
  : never
/** The contract as functions, for the command line: the same checks, no HTTP. */
export type Caller<C extends Contract = AdminContract> = {
  readonly [S in keyof C]: { readonly [K in keyof C[S]]: Client<C[S][K]> }
}
/** What a request brings besides its input: the session's token, and at the portal whoever stands before it. */
export type Bearer = { readonly token: string | null; readonly visitor?: Visitor }

/** Refuses a call that the operation's meta does not allow; the one place where access is decided. */
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
  // The factor comes first: only who has proved it may choose the next password.
  if (call.actor.mustChange && !isRegistering) throw new DomainError('PASSWORD_CHANGE_NEEDED')
  if (call.mustGiveMethods && meta.canRegister !== true) throw new DomainError('METHODS_NEEDED')
  if (meta.permission !== undefined && !isPermitted(call.actor, meta.permission)) {
    const isLimited = hasPermission(call.actor.roles, meta.permission)
    throw new DomainError('NOT_ALLOWED', { roles: rolesWith(meta.permission), isLimited })
  }
  if (meta.mustConfirm && !call.isConfirmed) throw new DomainError('CONFIRMATION_NEEDED')
}

function procedures(contract: Contract): readonly { slice: string; name: string; procedure: Procedure }[] {
  return Object.entries(contract).flatMap(([slice, operations]) =>
    Object.entries(operations).map(([name, procedure]) => ({
      slice,
      name,
      procedure: procedure as unknown as Procedure,
    })),
  )
}

/** One operation of a contract by its name, `slice.name`, with what does it; null for none. */
export function operationOf({ contract, slices }: Pick<ServeDeps, 'contract' | 'slices'>, path: string) {
  const found = procedures(contract).find(({ slice, name }) => `${slice}.${name}` === path)
  if (found === undefined) return null
  const work = (slices as unknown as Record<string, Record<string, Operation>>)[found.slice]?.[found.name] as Operation
  return { ...found.procedure['~orpc'], work }
}

/** Turns the services into one function from Request to Response: POST /rpc/slice/operation. */
export function createRpc<C extends Contract>(deps: ServeDeps<C>, door: DoorName) {
  const router: Record<string, Record<string, unknown>> = {}
  const implementer = implement(
    deps.contract as Parameters<typeof implement>[0],
  ).$context<Bearer>() as unknown as Record<
    string,
    Record<string, { handler: (work: (options: { input: unknown; context: Bearer }) => unknown) => unknown }>
  >
  for (const { slice, name, procedure } of procedures(deps.contract)) {
    const { meta } = procedure['~orpc']
    const work = (deps.slices as unknown as Record<string, Record<string, Operation>>)[slice]?.[name] as Operation
    router[slice] ??= {}
    router[slice][name] = implementer[slice]?.[name]?.handler(({ input, context }) =>
      guard(`${slice}.${name}`, door, deps, () => {
        const known = deps.callOf(context.token, door, meta.isPassive === true)
        const call = context.visitor === undefined ? known : { ...known, visitor: context.visitor }
        return noting({ slice, name, meta, input }, call, deps, () => work(input, call))
      }),
    )
  }
  const handler = new RPCHandler(router as never, {
    interceptors: [
      async ({ next }) => {
        try {
          return await next()
        } catch (error) {
          throw asRpcError(error, deps)
        }
      },
    ],
  })
  return async (request: Request, bearer: Bearer = { token: bearerToken(request) }): Promise<Response> => {
    const { matched, response } = await handler.handle(request, { prefix: '/rpc', context: bearer as never })
    return matched
      ? response
      : Response.json({ json: rpcErrorBody('NOT_FOUND', { what: 'operation' }) }, { status: 404 })
  }
}

function bearerToken(request: Request): string | null {
  return /^Bearer ([\w-]{20,100})$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? null
}

type Called = { readonly slice: string; readonly name: string; readonly meta: OperationMeta; readonly input: unknown }

/**
 * Runs an operation that its meta allows; a refusal of something that would have left an audit entry leaves one too, and what needs a second
 * admin waits for one.
 */
async function noting(called: Called, call: Call, deps: Guards, work: () => unknown): Promise<unknown> {
  const { slice, name, meta, input } = called
  const action = meta.audit?.[0]
  try {
    checkAccess(meta, call)
    deps.mustBeInPlace()
    const answer = await work()
    // Not everything is written in a transaction of its own, and no answer may promise what is gone.
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

async function guard(where: string, door: DoorName, deps: Guards, work: () => unknown): Promise<unknown> {
  try {
    return await work()
  } catch (thrown) {
    const error = asStoreError(thrown)
    // The portal's people are told that nothing can be stored, not where this machine keeps what.
    if (door === 'portal' && isDomainError(error, 'STORE_REPLACED')) throw toOrpc('STORE_READ_ONLY', {})
    if (error instanceof DomainError) throw toOrpc(error.code, error.data)
    throw toOrpc('INTERNAL', { logId: deps.bug(where, error) })
  }
}

function toOrpc(code: ErrorCode, data: unknown): ORPCError<string, unknown> {
  return new ORPCError(code, { status: errorMap[code].status, data, message: code })
}

/** What oRPC itself refuses (bad input, undeclared output) in the words of the contract, without the values. */
function asRpcError(error: unknown, deps: Guards): unknown {
  // Services' errors are in the contract's words already, so what is left over comes from reading the request.
  if (!(error instanceof ORPCError)) return badRequest([])
  if (error.code === 'BAD_REQUEST') {
    const issues = (error.data as { issues?: readonly { path?: readonly unknown[] }[] } | undefined)?.issues ?? []
    return badRequest(issues.map((issue) => (issue.path ?? []).map(String).join('.')))
  }
  return error.code in errorMap ? error : toOrpc('INTERNAL', { logId: deps.bug('rpc', error.cause ?? error) })
}

function badRequest(paths: readonly string[]): ORPCError<string, unknown> {
  return new ORPCError('BAD_REQUEST', { status: 400, data: { paths }, message: 'BAD_REQUEST', defined: true })
}

function rpcErrorBody(code: ErrorCode, data: unknown) {
  return { defined: true, code, status: errorMap[code].status, message: code, data }
}

/** The same operations with the same checks for a caller in this process. */
export function createCaller<C extends Contract>(deps: ServeDeps<C>, call: () => Call): Caller<C> {
  const caller: Record<string, Record<string, (input: unknown) => Promise<unknown>>> = {}
  for (const { slice, name, procedure } of procedures(deps.contract)) {
    const { meta, inputSchema, outputSchema } = procedure['~orpc']
    const work = (deps.slices as unknown as Record<string, Record<string, Operation>>)[slice]?.[name] as Operation
    caller[slice] ??= {}
    caller[slice][name] = async (raw) => {
      const input = inputSchema.safeParse(raw)
      if (!input.success) {
        throw new DomainError('BAD_REQUEST', {
          paths: input.error.issues.map((issue) => issue.path.map(String).join('.')),
        })
      }
      const current = call()
      try {
        return outputSchema.parse(
          await noting({ slice, name, meta, input: input.data }, current, deps, () => work(input.data, current)),
        )
      } catch (error) {
        throw asStoreError(error)
      }
    }
  }
  return caller as unknown as Caller<C>
}
