import { implement, ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fetch'
import type { DoorName } from '../../shared/audit.ts'
import { DomainError, type ErrorCode, errorMap, isDomainError } from '../../shared/errors.ts'
import { asStoreError } from '../db/store-errors.ts'
import type { Visitor } from './call.ts'
import { type Contract, invoke, operationsOf, type ServeDeps } from './invoke.ts'

type Bug = Pick<ServeDeps, 'bug'>
/** What a request brings beside its input: the session's token, and at the portal its visitor. */
export type Bearer = { readonly token: string | null; readonly visitor?: Visitor }

/** Turns the services into one function from Request to Response: POST /rpc/slice/operation. */
export function createRpc<C extends Contract>(deps: ServeDeps<C>, door: DoorName) {
  const router: Record<string, Record<string, unknown>> = {}
  const implementer = implement(
    deps.contract as Parameters<typeof implement>[0],
  ).$context<Bearer>() as unknown as Record<
    string,
    Record<string, { handler: (work: (options: { input: unknown; context: Bearer }) => unknown) => unknown }>
  >
  for (const operation of operationsOf(deps)) {
    const { slice, name, meta } = operation
    router[slice] ??= {}
    router[slice][name] = implementer[slice]?.[name]?.handler(({ input, context }) =>
      guard(`${slice}.${name}`, door, deps, () => {
        const known = deps.callOf(context.token, door, meta.isPassive === true)
        const call = context.visitor === undefined ? known : { ...known, visitor: context.visitor }
        return invoke(operation, input, call, deps)
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

async function guard(where: string, door: DoorName, deps: Bug, work: () => unknown): Promise<unknown> {
  try {
    return await work()
  } catch (thrown) {
    const error = asStoreError(thrown)
    // Portal users learn that nothing can be stored, but not where this machine keeps a copy.
    if (door === 'portal' && isDomainError(error, 'STORE_REPLACED')) throw toOrpc('STORE_READ_ONLY', {})
    if (error instanceof DomainError) throw toOrpc(error.code, error.data)
    throw toOrpc('INTERNAL', { logId: deps.bug(where, error) })
  }
}

function toOrpc(code: ErrorCode, data: unknown): ORPCError<string, unknown> {
  return new ORPCError(code, { status: errorMap[code].status, data, message: code })
}

/** Translates oRPC's own errors (bad input, undeclared output) into those of the contract, without the values. */
function asRpcError(error: unknown, deps: Bug): unknown {
  // Services throw errors of the contract, so that any other error comes from reading the request.
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
