import type { DirectoryKind, DirectoryServer } from '../../shared/directories.ts'
import { isIpv6 } from '../../shared/rules/portal-names.ts'

/** What the kinds of directories are called in every language. */
export const kindNames: Readonly<Record<DirectoryKind, string>> = {
  activeDirectory: 'Active Directory',
  openLdap: 'OpenLDAP',
  directoryServer389: '389 Directory Server',
}

/** A server as people write it: dc1.company.com:636. */
export function serverText({ host, port }: DirectoryServer): string {
  return isIpv6(host) ? `[${host}]:${port}` : `${host}:${port}`
}
