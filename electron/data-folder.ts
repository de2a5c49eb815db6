import { realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { DomainError } from '../shared/errors.ts'
import { moveFolder } from './db/move-folder.ts'

type Options = { readonly dataDir?: string | undefined }

/**
 * The data folder that all doors share: `--data-dir`, else KEYDESK_DATA_DIR, else the platform's usual place for an app's data. On Windows
 * that is a local one; what an earlier Keydesk kept in the roaming one, which is copied from machine to machine, is moved there first. Throws
 * FOLDER_UNUSABLE where the place can't be told or is another machine's, and FOLDER_IN_USE while the older folder is in use.
 */
export function dataFolder(options: Options, environment = process.env): string {
  const chosen = options.dataDir || environment.KEYDESK_DATA_DIR
  const folder = chosen ? resolve(chosen) : usualFolder(environment)
  if (process.platform !== 'win32') return folder
  if (isOnNetwork(folder)) throw new DomainError('FOLDER_UNUSABLE', { fault: 'onNetwork', folder })
  if (!chosen) moveFolder(roamingFolder(environment), folder)
  return folder
}

/** The platform's usual place; `platform` is another one in tests. */
export function usualFolder(environment: NodeJS.ProcessEnv, platform = process.platform): string {
  if (platform === 'win32') return join(environment.LOCALAPPDATA || join(home(), 'AppData', 'Local'), 'Keydesk')
  if (platform === 'darwin') return join(home(), 'Library', 'Application Support', 'Keydesk')
  return join(configuration(environment), 'Keydesk')
}

/** Where Keydesk kept its data on Windows before. */
function roamingFolder({ APPDATA }: NodeJS.ProcessEnv): string {
  return join(APPDATA || join(home(), 'AppData', 'Roaming'), 'Keydesk')
}

/**
 * True for a folder of another machine on Windows: named as such, or behind a drive letter or a link. SQLite's log does not work there
 * (sqlite.org/wal.html), and a connection that breaks would stop everybody's sign-in.
 */
export function isOnNetwork(folder: string, real: (path: string) => string = realpathSync.native): boolean {
  return isShare(folder) || isShare(realOf(folder, real))
}

const isShare = (path: string) => /^[\\/]{2}(?![.?][\\/])/.test(path) || /^[\\/]{2}[.?][\\/]UNC[\\/]/i.test(path)

/** The real path of a folder, or of the nearest one above it that is there. */
function realOf(folder: string, real: (path: string) => string): string {
  try {
    return real(folder)
  } catch {
    const above = dirname(folder)
    return above === folder ? folder : realOf(above, real)
  }
}

/** A relative XDG_CONFIG_HOME is ignored (XDG Base Directory Specification). */
function configuration({ XDG_CONFIG_HOME: set = '' }: NodeJS.ProcessEnv): string {
  return isAbsolute(set) ? set : join(home(), '.config')
}

/** Node throws for a user without a home folder, and returns HOME unchecked. */
function home(): string {
  try {
    const path = homedir()
    if (isAbsolute(path)) return path
  } catch {}
  throw new DomainError('FOLDER_UNUSABLE', { fault: 'noHome', folder: '' })
}
