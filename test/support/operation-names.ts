import type { ZodType, z } from 'zod'
import type { AdminContract } from '../../shared/contract.ts'
import type { PortalContract } from '../../shared/portal-contract.ts'

type Named<C, Between extends string> = {
  [S in keyof C & string]: `${S}${Between}${keyof C[S] & string}`
}[keyof C & string]
type InputOf<P> = P extends { '~orpc': { inputSchema?: infer I extends ZodType } } ? z.input<I> : never
type Meta<P> = P extends { '~orpc': { meta: infer M } } ? M : never
type Leaving<O> = {
  [N in keyof O & string]: Meta<O[N]> extends { readonly audit: readonly unknown[] } ? N : never
}[keyof O & string]

/** `slice/operation` of both contracts, as in the address of a request. */
export type OperationPath = Named<AdminContract, '/'> | Named<PortalContract, '/'>
/** An input for each operation of a contract. */
export type InputsOf<C> = {
  readonly [S in keyof C & string]: { readonly [O in keyof C[S] & string]: InputOf<C[S][O]> }
}
/** `slice.operation` of everything at the desk that leaves an entry in the audit log. */
export type LeavingName = {
  [S in keyof AdminContract & string]: `${S}.${Leaving<AdminContract[S]>}`
}[keyof AdminContract & string]
