import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import type { Sql } from './database.ts'
import { asStoreError } from './store-errors.ts'

/**
 * Writes a whole copy of an open store into `file`, readable by its owner only, and answers that path. What the store has committed is in it,
 * wherever its own files are by now. It is there under its name only when it is whole and on the disk; an older one of the name is replaced.
 */
export function copyStore(sql: Sql, file: string): string {
  const unfinished = `${file}.unfinished`
  try {
    rmSync(unfinished, { force: true })
    // SQLite takes an empty file as it is, with its rights.
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
