import { DomainError } from '../../shared/errors.ts'
import { isPermitted } from '../../shared/rules/role-matrix.ts'
import type { SignedInCall } from './call.ts'
import { operationsOf, type ServeDeps } from './invoke.ts'

/**
 * Runs an operation that a second admin has approved: by the same service as the asker's own call, with the stored input and the asker's
 * rights of now. Throws ASKER_NOT_ALLOWED where the asker has lost the right meanwhile.
 */
export function createApprovedOperations(served: Pick<ServeDeps, 'contract' | 'slices' | 'confirmWhen'>) {
  const operations = new Map(operationsOf(served).map((one) => [`${one.slice}.${one.name}`, one]))
  return (operation: string, raw: unknown, call: SignedInCall): unknown => {
    const found = operations.get(operation)
    if (found === undefined) throw new DomainError('NOT_FOUND', { what: 'operation' })
    const { meta, inputSchema } = found
    if (meta.permission !== undefined && !isPermitted(call.actor, meta.permission))
      throw new DomainError('ASKER_NOT_ALLOWED')
    const input = inputSchema.safeParse(raw)
    if (!input.success) throw new DomainError('BAD_REQUEST', { paths: [] })
    return found.work(input.data, call)
  }
}
