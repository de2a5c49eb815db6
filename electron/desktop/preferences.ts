import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IpcMain } from 'electron'
import Store from 'electron-store'
import { type Language, language } from '../../shared/ids.ts'
import { type WindowPlace, windowPlace } from './window-place.ts'

export type Preferences = {
  readonly windowPlace: () => WindowPlace | null
  readonly rememberWindowPlace: (place: WindowPlace) => void
  readonly rememberLanguage: (chosen: Language) => void
}

const name = 'preferences'

/** The language that was chosen last in this folder's window; null if none was. It can be read before the folder is opened. */
export function rememberedLanguage(folder: string): Language | null {
  try {
    const stored = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { language?: unknown } | null
    return language.safeParse(stored?.language).data ?? null
  } catch {
    return null
  }
}

/** What this machine's window remembers, in a file of the door's own folder; a damaged file counts as empty. */
export function openPreferences(folder: string, ipcMain: Pick<IpcMain, 'removeAllListeners'>): Preferences {
  const store = new Store<{ windowPlace?: unknown; language?: Language }>({
    cwd: folder,
    name,
    clearInvalidConfig: true,
    configFileMode: 0o600,
  })
  // electron-store listens for messages of renderers; these listeners are removed, because Keydesk uses no IPC.
  ipcMain.removeAllListeners('electron-store-get-data')
  return {
    windowPlace: () => windowPlace.safeParse(store.get('windowPlace')).data ?? null,
    rememberWindowPlace: (place) => quietly(() => store.set('windowPlace', place)),
    rememberLanguage: (chosen) => quietly(() => store.set('language', chosen)),
  }
}

/** A full disk must not keep a window from closing. */
function quietly(write: () => void): void {
  try {
    write()
  } catch {}
}
