import type { App, BrowserWindow, PowerMonitor } from 'electron'
import type { PasswordClipboard } from './clipboard.ts'

type Deps = {
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
  readonly sessions: { readonly lockAll: () => void }
  readonly passwords: Pick<PasswordClipboard, 'clearIfOurs' | 'clearNow'>
  readonly onBug: (error: unknown) => void
}

type EndDeps = Pick<Deps, 'passwords' | 'onBug'> & {
  readonly window: Pick<BrowserWindow, 'on'>
  readonly app: Pick<App, 'quit'>
}

/**
 * Locks every session and clears a copied password when the person leaves: the machine sleeps, its screen locks, or macOS switches to another
 * user. Linux reports sleep and shutdown only.
 */
export function watchPower({ powerMonitor, sessions, passwords, onBug }: Deps): void {
  const leave = () => {
    sessions.lockAll()
    passwords.clearIfOurs().catch(onBug)
  }
  powerMonitor.on('suspend', leave)
  powerMonitor.on('lock-screen', leave)
  powerMonitor.on('user-did-resign-active', leave)
  // Nothing is awaited, because a machine that shuts down does not wait. Windows tells its windows instead (endWithSession).
  powerMonitor.on('shutdown', passwords.clearNow)
}

/**
 * Takes a copied password back and ends the app when the person signs out of Windows or shuts it down: Windows then raises neither the events
 * of the power monitor nor those of a quit (electron.d.ts, App `before-quit`).
 */
export function endWithSession({ window, app, passwords, onBug }: EndDeps): void {
  // Windows still waits for an answer here, and another program may yet keep the session from ending.
  window.on('query-session-end', () => void passwords.clearIfOurs().catch(onBug))
  window.on('session-end', () => {
    passwords.clearNow()
    app.quit()
  })
}
