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
  /** Called once the window is there to be seen. */
  readonly onShown: () => void
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
export function openWindow(deps: Deps): BrowserWindow {
  const { app, BrowserWindow, screen, session, preferences, onShown, onHopeless } = deps
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
    onShown()
  })
  window.on('close', () => {
    preferences.rememberWindowPlace({ ...window.getNormalBounds(), isMaximized: window.isMaximized() })
  })
  // A page that has just loaded shows no password, so that the protection which an earlier page switched on ends.
  window.webContents.on('did-navigate', () => window.setContentProtection(false))
  reloadWhenGone(window, onHopeless)
  giveUpOnBadPages(window, onHopeless)
  // Rejects also where nothing is wrong: the window is closed while it loads, or the page is loaded again. The events tell these apart.
  window.loadURL(appUrl).catch(() => {})
  return window
}

/** Brings the window of an app that is started twice to the front. */
export function focusWindow(window: BrowserWindow | undefined): void {
  // A window stays known to the code for as long as its app takes to end.
  if (!window || window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Chromium's number for a load that was given up for another one (net_error_list.h, ERR_ABORTED). */
const aborted = -3

/** An empty window would say nothing about what went wrong: the page of this window can't be loaded, or its answer was an error. */
function giveUpOnBadPages({ webContents }: BrowserWindow, onHopeless: (error: unknown) => void): void {
  webContents.on('did-fail-load', (_event, number, word, _url, isMainFrame) => {
    if (isMainFrame && number !== aborted) onHopeless(new Error(`The page can't be loaded: ${word} (${number})`))
  })
  webContents.on('did-navigate', (_event, _url, status) => {
    if (status >= 400) onHopeless(new Error(`The page can't be loaded: status ${status}`))
  })
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
