import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of what is built: beside the sources while they run themselves, one up from the bundles in dist/main. */
export const builtFolder = new URL(import.meta.url.endsWith('.ts') ? '../dist/' : '../', import.meta.url)

/**
 * Where compiled code is kept for the next start: beside what is built. A program that was installed is never written to, because macOS starts
 * no program that has changed since it was signed; its compiled code goes where the system keeps what can be made again. Null where that
 * place can't be told.
 */
export function compiledFolder(
  built = builtFolder,
  platform = process.platform,
  environment = process.env,
): string | null {
  if (!built.pathname.includes('/app.asar')) return fileURLToPath(new URL('compiled/', built))
  const { LOCALAPPDATA: local = '', XDG_CACHE_HOME: cache = '' } = environment
  if (platform === 'win32') return isAbsolute(local) ? join(local, 'Keydesk cache', 'compiled') : null
  const home = homeOrNull()
  if (home === null) return null
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'Keydesk', 'compiled')
  return join(isAbsolute(cache) ? cache : join(home, '.cache'), 'Keydesk', 'compiled')
}

/** Node throws for a user without a home folder. */
function homeOrNull(): string | null {
  try {
    return homedir()
  } catch {
    return null
  }
}
