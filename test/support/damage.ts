import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

/** Overwrites the first page of a table, as a bad sector does, while no program has the store open. */
export function damageTable(dataDir: string, table: string): void {
  const file = join(dataDir, 'keydesk.db')
  const sql = new Sqlite(file)
  sql.pragma('wal_checkpoint(TRUNCATE)')
  const page = sql.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table) as number
  const size = sql.pragma('page_size', { simple: true }) as number
  sql.close()
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(64, 0xff), 0, 64, (page - 1) * size)
  closeSync(handle)
}
