import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { DomainError } from '../../shared/errors.ts'
import { asStoreError } from './store-errors.ts'
import { inspectStore, storePaths } from './store-files.ts'

/**
 * Keeps the data folder for this process until `release`: an exclusive SQLite lock, which the operating system drops with the process,
 * so that a killed Keydesk never locks anybody out. Throws FOLDER_IN_USE with who holds it.
 */
export function lockFolder(dataDir: string, holder: string): { readonly release: () => void } {
  inspectStore(dataDir)
  const { holder: holderFile } = storePaths(dataDir)
  const lock = openLock(dataDir)
  try {
    lock.pragma('journal_mode = MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) {
      throw new DomainError('FOLDER_IN_USE', { holder: readHolder(holderFile) })
    }
    throw asStoreError(error)
  }
  try {
    writeFileSync(holderFile, `${holder}, process ${process.pid}`, { mode: 0o600 })
  } catch (error) {
    lock.close()
    throw asStoreError(error)
  }
  return { release: () => lock.close() }
}

function openLock(dataDir: string) {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    return new Sqlite(join(dataDir, 'keydesk.lock'), { timeout: 0 })
  } catch (error) {
    throw asStoreError(error)
  }
}

function readHolder(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(0, 200)
  } catch {
    return ''
  }
}
