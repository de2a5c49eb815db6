/**
 * Why a door could not listen on its port, as the key of a sentence; null for any other error. Windows refuses (EACCES) the ports that it keeps
 * for Hyper-V and the like; other systems those below 1024.
 */
export function portTextOf(error: unknown, platform: NodeJS.Platform = process.platform) {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return 'commandLine.portTaken'
  if (code !== 'EACCES' || syscall !== 'listen') return null
  return platform === 'win32' ? 'commandLine.portReserved' : 'commandLine.portForbidden'
}
