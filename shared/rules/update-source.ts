import { z } from 'zod'
import type { UpdateSource } from '../updates.ts'
import { windowsDevice } from './local-path.ts'

/** Why Keydesk can't look for updates there. */
export type SourceFault = 'notFull' | 'device' | 'notHttps' | 'withSignIn'

/** What is wrong with a place to look for updates; null for one that can be asked. */
export function sourceFault(source: UpdateSource, isWindows: boolean): SourceFault | null {
  if (source.kind === 'folder') return folderFault(source.path, isWindows)
  return source.kind === 'address' ? addressFault(source.url) : null
}

/** A share (`\\\\host\\share`) is allowed here, unlike a device (`\\\\.\\`, `\\\\?\\`). */
function folderFault(path: string, isWindows: boolean): SourceFault | null {
  if (/\p{Cc}/u.test(path)) return 'notFull'
  if (!isWindows) {
    if (!path.startsWith('/')) return 'notFull'
    return /^\/+(dev|proc|sys)(\/|$)/.test(path) ? 'device' : null
  }
  if (/^[\\/]{2}[.?]([\\/]|$)/.test(path)) return 'device'
  const isShare = /^[\\/]{2}[^\\/]+[\\/]+[^\\/]/.test(path)
  const isOnDrive = /^[a-z]:[\\/]/i.test(path)
  if (!isShare && !isOnDrive) return 'notFull'
  const rest = isOnDrive ? path.slice(2) : path
  if (rest.includes(':')) return 'device'
  return path.split(/[\\/]/).some((part) => windowsDevice.test(part.trim())) ? 'device' : null
}

/** Written as requests have it (RFC 3986): ASCII, without a fragment. */
const httpsAddress = /^https:\/\/([a-z\d.-]+|\[[\da-f:.]+\])(:\d{1,5})?\/[!$-;=?-Z_a-z~]*$/i

function addressFault(address: string): SourceFault | null {
  // It stands in the audit log and on the screen.
  if (/^https:\/\/[^/?#]*@/i.test(address)) return 'withSignIn'
  // A port or a number of a host may still be too large for any program.
  return httpsAddress.test(address) && z.url().safeParse(address).success ? null : 'notHttps'
}

/** True if version `a` (`1.2.3`) is newer than `b`; what follows three numbers is not compared. */
export function isNewerVersion(a: string, b: string): boolean {
  const parts = (version: string) => version.split(/[.+-]/).slice(0, 3).map(Number)
  const [first, second] = [parts(a), parts(b)]
  for (const [index, number] of first.entries()) {
    const other = second[index] ?? 0
    if (number !== other) return number > other
  }
  return false
}
