import type { PowerMonitor } from 'electron'
import type { PasswordClipboard } from './clipboard.ts'

type Deps = {
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
  readonly sessions: { readonly lockAll: () => void }
  readonly passwords: Pick<PasswordClipboard, 'clearIfOurs' | 'clearNow'>
  readonly onBug: (error: unknown) => void
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
  // Nothing is awaited, because a machine that shuts down does not wait.
  powerMonitor.on('shutdown', passwords.clearNow)
}
