import type { IpcMain } from 'electron'
import Store from 'electron-store'
import { type WindowPlace, windowPlace } from './window-place.ts'

export type Preferences = {
  readonly windowPlace: () => WindowPlace | null
  readonly rememberWindowPlace: (place: WindowPlace) => void
}

/** What this machine's window remembers, in a file of the door's own folder; a damaged file counts as empty. */
export function openPreferences(folder: string, ipcMain: Pick<IpcMain, 'removeAllListeners'>): Preferences {
  const store = new Store<{ windowPlace?: unknown }>({
    cwd: folder,
    name: 'preferences',
    clearInvalidConfig: true,
    configFileMode: 0o600,
  })
  // electron-store listens for messages of renderers; these listeners are removed, because Keydesk uses no IPC.
  ipcMain.removeAllListeners('electron-store-get-data')
  return {
    windowPlace: () => windowPlace.safeParse(store.get('windowPlace')).data ?? null,
    rememberWindowPlace: (place) => {
      try {
        store.set('windowPlace', place)
      } catch {
        // A full disk must not keep a window from closing.
      }
    },
  }
}
