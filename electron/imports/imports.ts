import type { importsContract } from '../../shared/imports.ts'
import type { Implements } from '../rpc/call.ts'
import { type ContactImportsDeps, createContactImports } from './contact-imports.ts'
import { createUserImports, type UserImportsDeps } from './user-imports.ts'

export type ImportsDeps = UserImportsDeps & ContactImportsDeps

/** Files about people: new people, and contact information for those who are there. */
export function createImports(deps: ImportsDeps): Implements<typeof importsContract> {
  return { ...createUserImports(deps), ...createContactImports(deps) }
}
