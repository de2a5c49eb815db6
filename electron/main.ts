import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
} from 'electron'
import type { DomainError } from '../shared/errors.ts'
import { errorSentence } from '../shared/i18n/error-sentence.ts'
import { watchThreads } from './crashes.ts'
import { inspectStore } from './db/store-files.ts'
import { fillDemo } from './demo/demo.ts'
import { createPasswordClipboard } from './desktop/clipboard.ts'
import { createDesktopDoor } from './desktop/desktop-door.ts'
import { isForUsers } from './desktop/developer.ts'
import { offerDownloads } from './desktop/downloads.ts'
import { createFailure, failOnBugs } from './desktop/failure.ts'
import { warnOfFolder } from './desktop/folder-warning.ts'
import { recordGone } from './desktop/gone.ts'
import { limitHeap } from './desktop/heap.ts'
import { lockDown } from './desktop/lockdown.ts'
import { installMenus } from './desktop/menu.ts'
import { endWithSession, watchPower } from './desktop/power.ts'
import { openPreferences, rememberedLanguage } from './desktop/preferences.ts'
import { chooseFolder, openProfile, openSession, profileFolder, removeDemo } from './desktop/profile.ts'
import { quitTidily } from './desktop/quit.ts'
import { answerScheme, appOrigin, registerScheme } from './desktop/scheme.ts'
import { createSpokenLanguage } from './desktop/spoken-language.ts'
import { focusWindow, openWindow } from './desktop/window.ts'
import { createAdminApp } from './doors/admin-app.ts'
import { createPortalPort } from './doors/portal-server.ts'
import { createLog } from './log.ts'
import { createRenewedServices } from './renewed-services.ts'
import { keychainFor } from './vault/keychain.ts'

const { folder, isDemo, fault } = chooseFolder(process.argv)
const { platform } = process
const log = createLog(folder)
const remembered = fault === undefined ? rememberedLanguage(profileFolder(folder)) : null
const language = createSpokenLanguage({ app, remembered })
const { words } = language
const passwords = createPasswordClipboard({ clipboard, ClipboardItem, platform })
const fail = createFailure({ app, dialog, log, folder, words, beforeExit: passwords.clearNow })

// All of this must happen before Electron is ready; awaiting whenReady() up here would wait for ever.
failOnBugs(fail)
// Otherwise `npm start` gives V8 its limits at the start.
if (app.isPackaged) limitHeap()
watchThreads(log)
recordGone(app, log)
registerScheme(protocol)
lockDown(app)
try {
  if (fault !== undefined) throw fault
  inspectStore(folder)
  const profile = openProfile(app, folder, isDemo)
  if (app.requestSingleInstanceLock()) start(profile).catch(fail)
  else app.quit()
} catch (error) {
  fail(error)
}

async function start(profile: string): Promise<void> {
  await app.whenReady()
  const windows = BrowserWindow.getAllWindows
  const doorPort = createDesktopDoor({ app, shell, windows, Notification, passwords, platform, language, isDemo })
  const keychain = keychainFor(isDemo)
  const { promise: isShown, resolve: onShown } = Promise.withResolvers<void>()
  const pages = join(app.getAppPath(), 'dist', 'renderer')
  const portalPort = createPortalPort(pages)
  const onStoreFault = (error: DomainError) =>
    dialog.showErrorBox(words().t('desktop.storeLost'), errorSentence(error, words()))
  const renewed = await createRenewedServices(
    {
      dataDir: folder,
      door: 'desktop',
      doorPort,
      portalPort,
      keychain,
      // The system may ask the person whether Keydesk may have the key: then its window must be there, and not stand still.
      keychainAfter: isShown,
      onStoreFault,
    },
    fail,
  )
  const services = renewed.current()
  // An installed program has nobody who reads its output; the sign-in page shows the same.
  const say = (line: string) => void (app.isPackaged || process.stdout.write(`${line}\n`))
  if (isDemo) await fillDemo(services, 'desktop', say)
  const desk = renewed.derived(({ serve }) =>
    createAdminApp({ serve, door: 'desktop', pages, origin: appOrigin, launchToken: null }),
  )
  const appSession = openSession(session, isForUsers(app))
  const onBug = (error: unknown) => void log.bug('desktop', error)
  const close = () => renewed.close().finally(() => isDemo && removeDemo(folder))

  answerScheme(appSession, async (request) => (await desk()).fetch(request), onBug)
  offerDownloads(appSession, { folder: app.getPath('downloads'), title: () => words().t('desktop.saveFile') })
  const sessions = { lockAll: () => renewed.current().sessions.lockAll() }
  watchPower({ powerMonitor, sessions, passwords, onBug })
  quitTidily({ app, passwords, close, onBug })
  const preferences = openPreferences(profile, ipcMain)
  language.onChoice(preferences.rememberLanguage)
  const window = openWindow({ app, BrowserWindow, screen, session: appSession, preferences, onShown, onHopeless: fail })
  endWithSession({ window, app, passwords, onBug })
  installMenus({ Menu, app, window, language, platform })
  warnOfFolder({ dialog, window, folder, isFolderOpen: services.isFolderOpen && !isDemo, words: words() })
  app.on('second-instance', () => focusWindow(window))
  services.warm().catch(onBug)
}
