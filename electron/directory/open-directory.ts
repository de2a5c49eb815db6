import type { DirectoryConnection } from '../../shared/directories.ts'
import { createActiveDirectory } from './active-directory.ts'
import type { ExternalDirectory } from './directory.ts'
import { createDirectoryServer389 } from './directory-server-389.ts'
import { createLdap, type Ldap } from './ldap/connection.ts'
import { createOpenLdap } from './open-ldap.ts'

export type OpenDirectory = { readonly directory: ExternalDirectory; readonly ldap: Ldap }

/** The directory behind a connection. Nothing is connected before it is asked something. */
export function openDirectory(connection: DirectoryConnection, password: string): OpenDirectory {
  const { servers, security, trust, account, base, kind } = connection
  const ldap = createLdap({ servers, security, trust, account: { name: account, password } })
  const make = {
    openLdap: createOpenLdap,
    activeDirectory: createActiveDirectory,
    directoryServer389: createDirectoryServer389,
  }[kind]
  return { directory: make({ ldap, base }), ldap }
}
