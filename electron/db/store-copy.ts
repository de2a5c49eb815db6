import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import type { Sql } from './database.ts'
import { asStoreError } from './store-errors.ts'

/**
 * Writes a copy of an open store into `file`, readable by its owner only, and answers that path. It holds everything committed, even if the
 * store's own files were moved or removed. The copy gets its name when it is complete and on the disk; an older copy of that name is
 * replaced.
 */
export function copyStore(sql: Sql, file: string): string {
  const unfinished = `${file}.unfinished`
  try {
    rmSync(unfinished, { force: true })
    // SQLite accepts an empty file and keeps its rights.
    closeSync(openSync(unfinished, 'wx', 0o600))
    sql.prepare('VACUUM INTO ?').run(unfinished)
    const handle = openSync(unfinished, 'r+')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(unfinished, file)
    return file
  } catch (error) {
    try {
      rmSync(unfinished, { force: true })
    } catch {}
    throw asStoreError(error)
  }
}
