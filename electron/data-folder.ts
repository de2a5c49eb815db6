import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { DomainError } from '../shared/errors.ts'

/**
 * The data folder that all doors share: `--data-dir`, else KEYDESK_DATA_DIR, else the platform's usual place for an app's data.
 * Throws FOLDER_UNUSABLE where that place can't be told.
 */
export function dataFolder(options: { dataDir?: string | undefined }, environment = process.env): string {
  const chosen = options.dataDir || environment.KEYDESK_DATA_DIR
  if (chosen) return resolve(chosen)
  if (process.platform === 'win32') {
    return join(environment.APPDATA ?? join(home(), 'AppData', 'Roaming'), 'Keydesk')
  }
  if (process.platform === 'darwin') return join(home(), 'Library', 'Application Support', 'Keydesk')
  return join(configuration(environment), 'Keydesk')
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
