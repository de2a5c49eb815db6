import type { importsContract } from '../../shared/imports.ts'
import type { Implements } from '../rpc/call.ts'
import { type ContactImportsDeps, createContactImports } from './contact-imports.ts'
import { createUserImports, type UserImportsDeps } from './user-imports.ts'

export type ImportsDeps = UserImportsDeps & ContactImportsDeps

export type Imports = ReturnType<typeof createImports>

/** Imports of files: new people, and contact information for existing ones. */
export function createImports(deps: ImportsDeps) {
  const { bringsInto, ...ofUsers } = createUserImports(deps)
  const service: Implements<typeof importsContract> = { ...ofUsers, ...createContactImports(deps) }
  return { ...service, bringsInto }
}
