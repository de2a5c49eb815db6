import type { App, Shell } from 'electron'
import { DomainError } from '../../shared/errors.ts'
import { languageFrom } from '../../shared/i18n/i18n.ts'
import { regionOf } from '../../shared/rules/region.ts'
import type { DoorPort } from '../door/door-port.ts'
import type { PasswordClipboard } from './clipboard.ts'
import type { SpokenLanguage } from './spoken-language.ts'
import { createWaitingNotice, type WaitingNoticeDeps } from './waiting-notice.ts'

type Deps = Omit<WaitingNoticeDeps, 'app' | 'translate'> & {
  readonly app: WaitingNoticeDeps['app'] & Pick<App, 'getPreferredSystemLanguages' | 'getSystemLocale'>
  readonly shell: Pick<Shell, 'openPath'>
  readonly passwords: PasswordClipboard
  readonly language: Pick<SpokenLanguage, 'words' | 'choose'>
}

/** What only the desktop can do for the door service: the marked clipboard, a window that screen capture leaves out, the languages of system and menu. */
export function createDesktopDoor(deps: Deps): DoorPort {
  const { app, shell, windows, passwords, platform, language } = deps
  const waiting = createWaitingNotice({ ...deps, translate: () => language.words().t })
  return {
    kind: 'desktop',
    canCopy: true,
    // On macOS programs that use ScreenCaptureKit see the window all the same (electron.d.ts, setContentProtection), so that the screens
    // never say that it is hidden.
    canProtectScreen: platform === 'win32' || platform === 'darwin',
    systemLanguage: () => languageFrom(app.getPreferredSystemLanguages()),
    // The regional format of the system, which may be another one than its language: English on a Danish machine.
    systemRegion: () => regionOf(app.getSystemLocale()),
    copy: passwords.copy,
    copyPlain: passwords.copyPlain,
    openFolder: async (path) => {
      // It answers with what is wrong instead of rejecting (electron.d.ts, shell.openPath); that text may hold the path.
      if ((await shell.openPath(path)) !== '') throw new DomainError('FOLDER_NOT_OPENED')
    },
    protectScreen: (isOn) => {
      for (const window of windows()) window.setContentProtection(isOn)
    },
    languageChosen: language.choose,
    requestsWaiting: waiting.tell,
    areNotificationsRefused: waiting.isRefused,
    // A clipboard that another program has open must not stop the services from closing.
    close: async () => void (await passwords.clearIfOurs().catch(() => false)),
  }
}
