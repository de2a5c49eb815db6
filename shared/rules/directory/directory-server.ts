import type { DirectorySecurity, DirectoryServer } from '../../directories.ts'
import { hostNameOf, isIpv6 } from '../portal-names.ts'

/** The ports on which directories usually listen (RFC 4511, 4513; IANA: ldap, ldaps). */
export const usualPorts: Readonly<Record<DirectorySecurity, number>> = { ldaps: 636, startTls: 389 }

/** A server as people write it: dc1.company.com:636. */
export function serverText({ host, port }: DirectoryServer): string {
  return isIpv6(host) ? `[${host}]:${port}` : `${host}:${port}`
}

/** The server that somebody wrote like this, with the usual port where none is named; null if it can't be one. */
export function serverOf(typed: string, security: DirectorySecurity): DirectoryServer | null {
  const text = typed.trim()
  const written = isIpv6(text) ? `[${text}]` : text
  const found = /^(?:\[(?<address>[^[\]]+)\]|(?<name>[^:[\]]+))(?::(?<port>\d{1,5}))?$/.exec(written)?.groups
  if (found === undefined || (found.address !== undefined && !isIpv6(found.address))) return null
  const host = hostNameOf(found.address ?? found.name ?? '')
  const port = found.port === undefined ? usualPorts[security] : Number(found.port)
  return host !== null && port >= 1 && port <= 65_535 ? { host, port } : null
}
