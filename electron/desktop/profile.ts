import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { App, Session, session as sessionModule } from 'electron'
import { dataFolder } from '../data-folder.ts'
import { demoFolder } from '../demo/demo.ts'
import { lockSession } from './lockdown.ts'

/**
 * On disk, because the page keeps its theme and language in localStorage and a person chooses those once. Nothing secret can get there:
 * the session token lives in the page's memory, answers say no-store, and keydesk: has no HTTP cache to begin with.
 */
const partition = 'persist:keydesk'

/** `fault` says why there is no folder; it is shown once Electron is ready. */
type Chosen = { readonly folder: string; readonly isDemo: boolean; readonly fault?: unknown }

/** The data folder that the command line asks for, a fresh one for a demo; Electron's, Chromium's and other doors' switches pass by. */
export function chooseFolder(argv: readonly string[]): Chosen {
  const options = { 'data-dir': { type: 'string' }, demo: { type: 'boolean' } } as const
  // A packaged app has no script path before its arguments, so that only the program itself is skipped.
  const { values } = parseArgs({ args: argv.slice(1), options, strict: false })
  if (values.demo === true) return { folder: demoFolder().path, isDemo: true }
  const dataDir = values['data-dir']
  try {
    return { folder: dataFolder({ dataDir: typeof dataDir === 'string' ? dataDir : undefined }), isDemo: false }
  } catch (fault) {
    return { folder: '', isDemo: false, fault }
  }
}

/**
 * Puts Chromium's own files into the data folder, before `ready`: a demo leaves nothing behind, and one data folder has one window,
 * because the single-instance lock lives there too.
 */
export function openProfile(app: Pick<App, 'setName' | 'setPath' | 'setAppUserModelId'>, dataDir: string): string {
  const folder = join(dataDir, 'desktop')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  app.setName('Keydesk')
  app.setPath('userData', folder)
  if (process.platform === 'win32') app.setAppUserModelId('Keydesk.Desktop')
  return folder
}

/** Takes a demo's folder away at the end. Windows lets nobody delete what Chromium still holds open: then that alone stays behind. */
export function removeDemo(folder: string): void {
  // Files are removed one by one and the folder last, so that one file that can't be deleted does not keep the others.
  for (const path of [...readdirSync(folder).map((name) => join(folder, name)), folder]) {
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {}
  }
}

/** The session that the window lives in, closed to everything but the screens. */
export function openSession(session: Pick<typeof sessionModule, 'fromPartition'>, isPackaged: boolean): Session {
  const opened = session.fromPartition(partition, { cache: false })
  lockSession(opened, isPackaged)
  return opened
}
