/** Names that Windows takes for a device, in any folder and with any ending, also with spaces before that. */
export const windowsDevice = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])[ ]*(\.|$)/i
/** Folders whose files are interfaces of the system. */
const systemFolders = /^\/(dev|proc|sys)(\/|$)/

/**
 * True for the full path of what may be an ordinary file on a disk of this machine. A share (`\\\\host`, `//host`) would send this machine's
 * sign-in to another host, and merely looking at a device or pipe opens it.
 */
export function isLocalPath(path: string, isWindows: boolean): boolean {
  if (/\p{Cc}/u.test(path) || /^[\\/]{2}/.test(path)) return false
  if (!isWindows) return path.startsWith('/') && !systemFolders.test(path)
  const parts = path.split(/[\\/]/)
  // A colon at any other place names another stream of the file.
  const hasDrive = /^[a-z]:[\\/]/i.test(path) && !path.slice(2).includes(':')
  return hasDrive && !parts.some((part) => windowsDevice.test(part.trim()))
}
