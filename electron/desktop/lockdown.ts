import type { App, Event, Session, WebContents } from 'electron'
import { isForUsers } from './developer.ts'
import { isAppUrl, isOwnContent } from './scheme.ts'

type LockableSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
> & { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> }

type GuardableContents = Pick<WebContents, 'on' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'>

/** Before `ready`, switches off what Electron allows by default, for every page and session to come. */
export function lockDown(app: Pick<App, 'enableSandbox' | 'on' | 'isPackaged'>): void {
  app.enableSandbox()
  app.on('session-created', (session) => lockSession(session, isForUsers(app)))
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
}

/**
 * Refuses every permission, every device and every request to other hosts. Keydesk needs none of them: the door copies passwords, Ctrl+C and
 * window.print() ask for no permission, and the app works offline.
 */
export function lockSession(session: LockableSession, isPackaged: boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  // Many web APIs check a permission before they ask for it, so that both handlers are needed.
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null))
  // A spelling dictionary would be downloaded, and the speller of macOS belongs to the system: neither may see a password.
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !mayRequest(details.url, isPackaged) }))
}

/** Keeps a page where it is: no other site, no second window, no embedded page, no direct connections around the request filter. */
export function guardContents(contents: GuardableContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  contents.on('will-navigate', refuseElsewhere)
  // will-navigate is not raised for frames inside the page, this event is.
  contents.on('will-frame-navigate', refuseElsewhere)
  contents.on('will-redirect', refuseElsewhere)
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

function refuseElsewhere(details: Event<{ url: string }>): void {
  if (!isAppUrl(details.url)) details.preventDefault()
}

function mayRequest(url: string, isPackaged: boolean): boolean {
  return isOwnContent(url) || url.startsWith('data:') || (!isPackaged && url.startsWith('devtools:'))
}
