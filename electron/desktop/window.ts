import type { App, BrowserWindow, Screen, Session, WebPreferences } from 'electron'
import { isForUsers } from './developer.ts'
import type { Preferences } from './preferences.ts'
import { appUrl } from './scheme.ts'
import { boundsFor, minimumSize } from './window-place.ts'

const maximumReloads = 3

type Deps = {
  readonly app: Pick<App, 'isPackaged'>
  readonly BrowserWindow: typeof BrowserWindow
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>
  readonly session: Session
  readonly preferences: Pick<Preferences, 'windowPlace' | 'rememberWindowPlace'>
  /** Called when the page can't be loaded or crashes again and again. */
  readonly onHopeless: (error: unknown) => void
}

/** What a page of this window may do: run in Chromium's sandbox and nothing else. There is no preload script and no IPC. */
export function webPreferences(session: Session, isPackaged: boolean): WebPreferences {
  return {
    session,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    devTools: !isPackaged,
  }
}

/** Opens the one window where it was last time, and shows it once the page has been drawn. */
export function openWindow({ app, BrowserWindow, screen, session, preferences, onHopeless }: Deps): BrowserWindow {
  const place = preferences.windowPlace()
  const workAreas = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...boundsFor(place, workAreas, screen.getPrimaryDisplay().workArea),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'Keydesk',
    show: false,
    webPreferences: webPreferences(session, isForUsers(app)),
  })
  window.once('ready-to-show', () => {
    if (place?.isMaximized) window.maximize()
    window.show()
  })
  window.on('close', () => {
    preferences.rememberWindowPlace({ ...window.getNormalBounds(), isMaximized: window.isMaximized() })
  })
  // A page that has just loaded shows no password, so that the protection which an earlier page switched on ends.
  window.webContents.on('did-navigate', () => window.setContentProtection(false))
  reloadWhenGone(window, onHopeless)
  window.loadURL(appUrl).catch(onHopeless)
  return window
}

/** Brings the window of an app that is started twice to the front. */
export function focusWindow(window: BrowserWindow | undefined): void {
  if (!window) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

function reloadWhenGone({ webContents }: BrowserWindow, onHopeless: (error: unknown) => void): void {
  let reloads = 0
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    reloads += 1
    if (reloads > maximumReloads) onHopeless(new Error(`The page's process is gone: ${reason}`))
    else webContents.reload()
  })
}
