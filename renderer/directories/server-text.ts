import type { DirectoryServer } from '../../shared/directories.ts'
import { isIpv6 } from '../../shared/rules/portal-names.ts'

/** A server as people write it: dc1.company.com:636. */
export function serverText({ host, port }: DirectoryServer): string {
  return isIpv6(host) ? `[${host}]:${port}` : `${host}:${port}`
}
