import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The data folder that all doors share: `--data-dir`, else KEYDESK_DATA_DIR, else the platform's usual place for an app's data. */
export function dataFolder(options: { dataDir?: string | undefined }, environment = process.env): string {
  const chosen = options.dataDir || environment.KEYDESK_DATA_DIR
  if (chosen) return resolve(chosen)
  if (process.platform === 'win32') {
    return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Keydesk')
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Keydesk')
  return join(environment.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'Keydesk')
}
