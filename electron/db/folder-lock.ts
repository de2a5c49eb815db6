import { chmodSync, closeSync, lstatSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { DomainError } from '../../shared/errors.ts'
import { holderLine, livingHolder } from './holder.ts'
import { asStoreError } from './store-errors.ts'
import { storePaths } from './store-files.ts'

/** For how many milliseconds a lock is tried again while another process has it. */
const lockTimeout = 250

export type FolderLock = {
  /** Makes sure that this process still has the lock: takes it again if its file was removed, throws FOLDER_IN_USE if another process has it. */
  readonly hold: () => void
  readonly release: () => void
}

/**
 * Keeps the data folder for this process until `release`, by an exclusive SQLite lock, which the operating system drops when the process
 * ends, so that a killed Keydesk never locks anybody out. The folder must exist. Throws FOLDER_IN_USE with the process that holds it, if that
 * still lives.
 */
export function lockFolder(dataDir: string, door: string): FolderLock {
  const { lock: file, holder } = storePaths(dataDir)
  let held = take(file, holder)
  let mine = identity(file)
  try {
    writeHolder(holder, door)
  } catch (error) {
    held.close()
    throw asStoreError(error)
  }

  function hold(): void {
    if (identity(file) === mine) return
    const again = take(file, holder)
    held.close()
    held = again
    mine = identity(file)
    writeHolder(holder, door)
  }

  return { hold, release: () => held.close() }
}

/**
 * Refuses a store that another process has open, even if the lock file beside it was removed: each process keeps a shared lock on the
 * database itself (WAL), and this asks for an exclusive one for a moment.
 */
export function mustBeAlone(store: string, holder: string): void {
  const probe = new Sqlite(store, { timeout: lockTimeout })
  try {
    probe.pragma('locking_mode = EXCLUSIVE')
    probe.exec('BEGIN EXCLUSIVE; ROLLBACK')
  } catch (error) {
    throw isBusy(error) ? inUse(holder) : asStoreError(error)
  } finally {
    probe.close()
  }
}

function take(file: string, holder: string) {
  try {
    if (!createIfMissing(file)) chmodSync(file, 0o600)
    // With a timeout of 0 two processes that ask at the same moment would refuse each other, and neither would get the lock.
    const lock = new Sqlite(file, { timeout: lockTimeout })
    try {
      lock.pragma('journal_mode = MEMORY')
      lock.exec('BEGIN EXCLUSIVE')
      return lock
    } catch (error) {
      lock.close()
      throw error
    }
  } catch (error) {
    throw isBusy(error) ? inUse(holder) : asStoreError(error)
  }
}

/** Makes the file; false where there is one already, which another process may have made a moment ago. */
function createIfMissing(file: string): boolean {
  // An existing file is never opened, because closing it again would drop the lock that this process may hold on it (POSIX).
  if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) return false
  try {
    closeSync(openSync(file, 'wx', 0o600))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function isBusy(error: unknown): boolean {
  return (error as { code?: string }).code?.startsWith('SQLITE_BUSY') === true
}

function inUse(holder: string) {
  return new DomainError('FOLDER_IN_USE', { holder: livingHolder(holder) })
}

/** Replaces the file instead of writing into it, because the rights of an old one may be too wide. */
function writeHolder(file: string, door: string): void {
  rmSync(file, { force: true })
  writeFileSync(file, holderLine(door), { mode: 0o600, flag: 'wx' })
}

/** Identifies the file at a path by device and number; an empty text for none. */
export function identity(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found === undefined ? '' : `${found.dev} ${found.ino}`
}
