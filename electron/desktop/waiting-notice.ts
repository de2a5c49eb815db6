import type { App, BrowserWindow, Notification } from 'electron'
import type { Translate } from '../../shared/i18n/i18n.ts'
import type { DoorPort } from '../door/door-port.ts'
import { focusWindow } from './window.ts'

export type WaitingNoticeDeps = {
  readonly app: Pick<App, 'setBadgeCount' | 'isPackaged'>
  /** True in a demo, which must leave no trace on the machine. */
  readonly isDemo: boolean
  readonly windows: () => readonly BrowserWindow[]
  readonly Notification: typeof Notification
  readonly platform: NodeJS.Platform
  /** The words of the language in which the window speaks at that moment. */
  readonly translate: () => Translate
}

export type WaitingNotice = {
  readonly tell: NonNullable<DoorPort['requestsWaiting']>
  /** True where the system shows no notification of this program, although there would be some. */
  readonly isRefused: () => boolean
}

/**
 * Opens Requests by changing the address to a constant one, because the page has no preload script that could receive a message. A locked
 * page goes there once it is unlocked.
 */
const goToRequests = "location.hash = 'page=requests'"

/**
 * Notifies an admin who looks at another window that somebody asks for help. Only the request's number is shown, because a passer-by can read
 * it too. macOS and Linux also show how many wait on the program's icon, and Windows flashes its taskbar button. There is a notification only
 * where the system delivers it: macOS does so for signed programs alone, and for others Windows would get a shortcut in its Start menu that
 * opens an empty Electron.
 */
export function createWaitingNotice(deps: WaitingNoticeDeps): WaitingNotice {
  const { app, windows, Notification, platform, translate, isDemo } = deps
  const isWanted = !isDemo && (platform === 'linux' || app.isPackaged)
  let isDelivered = isWanted && Notification.isSupported()
  // A reference is kept, because a notification that is garbage collected receives no click.
  let shown: Notification | null = null

  function openRequests(): void {
    const [window] = windows()
    focusWindow(window)
    // A page that is being loaded at this moment shows the number in its navigation anyway.
    window?.webContents.executeJavaScript(goToRequests).catch(() => {})
  }

  function announce([number = 0, ...more]: readonly number[]): void {
    if (!isDelivered) return
    const t = translate()
    const title = t('desktop.requestWaits', { count: more.length + 1, number })
    shown?.close()
    shown = new Notification({ title, body: t('desktop.openRequest') })
    shown.on('click', openRequests)
    // The system refuses this program's notifications, an unsigned one's for instance: the badge and the page still show the number.
    shown.on('failed', () => {
      isDelivered = false
    })
    shown.show()
  }

  function flash(isOn: boolean): void {
    const [window] = windows()
    if (platform !== 'win32' || window === undefined || (isOn && window.isFocused())) return
    window.flashFrame(isOn)
    if (isOn) window.once('focus', () => window.flashFrame(false))
  }

  function tell(count: number, arrived: readonly number[]): void {
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

  return { tell, isRefused: () => isWanted && !isDelivered }
}
