import type { App, BrowserWindow, Notification } from 'electron'
import { createWords, languageFrom } from '../../shared/i18n/i18n.ts'
import type { DoorPort } from '../door/door-port.ts'
import { focusWindow } from './window.ts'

export type WaitingNoticeDeps = {
  readonly app: Pick<App, 'getPreferredSystemLanguages' | 'setBadgeCount'>
  readonly windows: () => readonly BrowserWindow[]
  readonly Notification: typeof Notification
  readonly platform: NodeJS.Platform
}

/**
 * Opens Requests by a constant address, because the page has no preload script to send a message to. A locked page keeps the address until it is
 * unlocked.
 */
const goToRequests = "location.hash = 'page=requests'"

/**
 * Tells an admin who looks elsewhere that somebody asks for help, by the number alone: whoever passes by the screen reads it too. macOS and Linux
 * also show the number on the program's icon, and Windows flashes its taskbar button.
 */
export function createWaitingNotice(deps: WaitingNoticeDeps): NonNullable<DoorPort['requestsWaiting']> {
  const { app, windows, Notification, platform } = deps
  // Held here, because a notification that is garbage collected gets no click.
  let shown: Notification | null = null

  function openRequests(): void {
    const [window] = windows()
    focusWindow(window)
    // A page that is just being loaded again shows the number in its navigation.
    window?.webContents.executeJavaScript(goToRequests).catch(() => {})
  }

  function announce([number = 0, ...more]: readonly number[]): void {
    if (!Notification.isSupported()) return
    const { t } = createWords(languageFrom(app.getPreferredSystemLanguages()))
    const title = t('desktop.requestWaits', { count: more.length + 1, number })
    shown?.close()
    shown = new Notification({ title, body: t('desktop.openRequest') })
    shown.on('click', openRequests)
    shown.show()
  }

  function flash(isOn: boolean): void {
    const [window] = windows()
    if (platform !== 'win32' || window === undefined || (isOn && window.isFocused())) return
    window.flashFrame(isOn)
    if (isOn) window.once('focus', () => window.flashFrame(false))
  }

  return (count, arrived) => {
    if (platform !== 'win32') app.setBadgeCount(count)
    if (arrived.length > 0) {
      announce(arrived)
      flash(true)
    }
    if (count > 0) return
    flash(false)
    shown?.close()
    shown = null
  }
}
