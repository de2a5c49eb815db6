import { closeSync, fsyncSync, lstatSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { asStoreError } from './store-errors.ts'
import { storePaths } from './store-files.ts'

/** True if an organisation is kept in a store; false for one that was made at a start and not used yet, and where there is none. */
export function holdsOrganisation(store: string): boolean {
  if (lstatSync(store, { throwIfNoEntry: false }) === undefined) return false
  const sql = new Sqlite(store, { timeout: 5000 })
  try {
    const isMade = sql.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'vault'").pluck().get() === 1
    return isMade && sql.prepare('SELECT count(*) FROM vault').pluck().get() !== 0
  } catch (error) {
    throw asStoreError(error)
  } finally {
    sql.close()
  }
}

/** An empty folder of this data folder for unfinished work, in place of one that an earlier process left. Only with the folder's lock. */
export function makeUnfinished(dataDir: string): string {
  const { unfinished } = storePaths(dataDir)
  try {
    rmSync(unfinished, { recursive: true, force: true })
    mkdirSync(unfinished, { mode: 0o700 })
    return unfinished
  } catch (error) {
    throw asStoreError(error)
  }
}

/**
 * Lets a whole restored store take its place, and removes what an earlier process has left unfinished. Only with the folder's lock, and
 * before the store is opened. A store that holds an organisation is never replaced.
 */
export function placeRestored(dataDir: string): void {
  const { store, restored, unfinished } = storePaths(dataDir)
  try {
    rmSync(unfinished, { recursive: true, force: true })
    if (lstatSync(restored, { throwIfNoEntry: false }) === undefined) return
    if (holdsOrganisation(store)) {
      rmSync(restored)
      return
    }
    // The empty store takes its log back first: a log that is left beside another store could be written into that.
    if (lstatSync(store, { throwIfNoEntry: false }) !== undefined) withoutLog(store)
    renameSync(restored, store)
    syncFolder(dataDir)
  } catch (error) {
    throw asStoreError(error)
  }
}

function withoutLog(store: string): void {
  const sql = new Sqlite(store, { timeout: 5000 })
  try {
    sql.pragma('journal_mode = DELETE')
  } finally {
    sql.close()
  }
}

/** Brings the names in a folder to the disk, where its system can do that: Windows does it by itself, and some sticks never. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'ENOSYS'].includes(String((error as NodeJS.ErrnoException).code))) throw error
  } finally {
    closeSync(handle)
  }
}
