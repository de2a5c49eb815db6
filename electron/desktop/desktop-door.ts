import type { App, BrowserWindow } from 'electron'
import { languageFrom } from '../../shared/i18n/i18n.ts'
import type { DoorPort } from '../door/door-port.ts'
import type { PasswordClipboard } from './clipboard.ts'

type Deps = {
  readonly app: Pick<App, 'getPreferredSystemLanguages'>
  readonly windows: () => readonly Pick<BrowserWindow, 'setContentProtection'>[]
  readonly passwords: PasswordClipboard
  readonly platform: NodeJS.Platform
}

/** What only the desktop can do for the door service: the marked clipboard, a window that screen capture leaves out, the system's language. */
export function createDesktopDoor({ app, windows, passwords, platform }: Deps): DoorPort {
  return {
    kind: 'desktop',
    canCopy: true,
    // On macOS programs that use ScreenCaptureKit see the window all the same (electron.d.ts, setContentProtection): ask, don't promise.
    canProtectScreen: platform === 'win32' || platform === 'darwin',
    systemLanguage: () => languageFrom(app.getPreferredSystemLanguages()),
    copy: passwords.copy,
    protectScreen: (isOn) => {
      for (const window of windows()) window.setContentProtection(isOn)
    },
    // A clipboard that another program keeps open must not stop the services from closing.
    close: () => passwords.clearIfOurs().catch(() => {}),
  }
}
