import type { ZodType, z } from 'zod'
import type { AdminContract } from '../../shared/contract.ts'
import { DomainError } from '../../shared/errors.ts'
import { asStoreError } from '../db/store-errors.ts'
import type { Call } from './call.ts'
import { type Contract, invoke, operationsOf, type ServeDeps } from './invoke.ts'

type Client<P> = P extends {
  '~orpc': { inputSchema?: infer I extends ZodType; outputSchema?: infer O extends ZodType }
}
  ? (input: z.input<I>) => Promise<z.output<O>>
  : never
/** The contract as functions, for the command line: the same checks, no HTTP. */
export type Caller<C extends Contract = AdminContract> = {
  readonly [S in keyof C]: { readonly [K in keyof C[S]]: Client<C[S][K]> }
}
/** The same operations with the same checks, for a caller in this process. */
export function createCaller<C extends Contract>(deps: ServeDeps<C>, call: () => Call): Caller<C> {
  const caller: Record<string, Record<string, (raw: unknown) => Promise<unknown>>> = {}
  for (const operation of operationsOf(deps)) {
    const { slice, name, inputSchema, outputSchema } = operation
    caller[slice] ??= {}
    caller[slice][name] = async (raw) => {
      const input = inputSchema.safeParse(raw)
      if (!input.success) {
        throw new DomainError('BAD_REQUEST', {
          paths: input.error.issues.map((issue) => issue.path.map(String).join('.')),
        })
      }
      try {
        return outputSchema.parse(await invoke(operation, input.data, call(), deps))
      } catch (error) {
        throw asStoreError(error)
      }
    }
  }
  return caller as unknown as Caller<C>
}
