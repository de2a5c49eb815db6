import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { App, Session, session as sessionModule } from 'electron'
import { dataFolder } from '../data-folder.ts'
import { demoFolder } from '../demo/demo.ts'
import { lockSession } from './lockdown.ts'

/**
 * A session that is kept on disk, because the page keeps its theme and language in localStorage. Nothing secret gets there: the session token
 * lives in the page's memory, answers say no-store, and keydesk: has no HTTP cache.
 */
const partition = 'persist:keydesk'

/** `fault` is the reason why there is no folder; it is shown once Electron is ready. */
type Chosen = { readonly folder: string; readonly isDemo: boolean; readonly fault?: unknown }

/** The data folder that the command line names, or a fresh one for a demo; switches of Electron, Chromium and other doors are ignored. */
export function chooseFolder(argv: readonly string[]): Chosen {
  const options = { 'data-dir': { type: 'string' }, demo: { type: 'boolean' } } as const
  // A packaged app has no script path before its arguments, so that only the program's own path is skipped.
  const { values } = parseArgs({ args: argv.slice(1), options, strict: false })
  if (values.demo === true) return { folder: demoFolder().path, isDemo: true }
  const dataDir = values['data-dir']
  try {
    return { folder: dataFolder({ dataDir: typeof dataDir === 'string' ? dataDir : undefined }), isDemo: false }
  } catch (fault) {
    return { folder: '', isDemo: false, fault }
  }
}

/** Where the window keeps its own files, in the data folder. */
export function profileFolder(dataDir: string): string {
  return join(dataDir, 'desktop')
}

/** The names by which Windows knows the installed program: the shortcut that an installer writes must carry the same. */
export const windowsIds = {
  appUserModel: 'Keydesk.Desktop',
  toastActivator: '{8EC80251-0CB2-440F-A090-B691755EA67D}',
} as const

type ProfileApp = Pick<App, 'setName' | 'setPath' | 'setAppUserModelId' | 'setToastActivatorCLSID' | 'isPackaged'>

/**
 * Puts Chromium's own files into the data folder, before `ready`: a demo leaves nothing behind, and one data folder has one window,
 * because the single-instance lock lives there too.
 */
export function openProfile(app: ProfileApp, dataDir: string, isDemo: boolean): string {
  const folder = profileFolder(dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  app.setName('Keydesk')
  app.setPath('userData', folder)
  if (process.platform === 'win32') {
    app.setAppUserModelId(windowsIds.appUserModel)
    // Otherwise Electron makes up another one at each start, and a click on an older notification would find nobody.
    if (app.isPackaged && !isDemo) app.setToastActivatorCLSID(windowsIds.toastActivator)
  }
  return folder
}

/** Removes a demo's folder at the end. Windows can't delete what Chromium still has open: only those files stay behind. */
export function removeDemo(folder: string): void {
  // Files are removed one by one and the folder last, so that a file that can't be deleted does not keep the others.
  for (const path of [...readdirSync(folder).map((name) => join(folder, name)), folder]) {
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {}
  }
}

/** The session of the window, closed to everything but the screens. */
export function openSession(session: Pick<typeof sessionModule, 'fromPartition'>, isPackaged: boolean): Session {
  const opened = session.fromPartition(partition, { cache: false })
  lockSession(opened, isPackaged)
  return opened
}
