import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { DomainError } from '../../shared/errors.ts'
import { asStoreError } from './store-errors.ts'
import { inspectStore, storePaths, unusable } from './store-files.ts'

export type Sql = Sqlite.Database

export type Database = {
  readonly sql: Sql
  /** Runs the work in one IMMEDIATE transaction; nested calls join the outer one. */
  readonly transaction: <T>(work: () => T) => T
  readonly close: () => void
}

const migrationsFolder = new URL('./migrations/', import.meta.url)

/** Opens (or makes) the store of a data folder with durable settings and brings it to the newest version. */
export function openDatabase(dataDir: string): Database {
  const { store: file, marker } = storePaths(dataDir)
  try {
    const state = inspectStore(dataDir)
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    // Made first with its owner's rights only: SQLite gives its side files the rights of the file itself.
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
    const sql = new Sqlite(file, { timeout: 5000 })
    try {
      refuseForeign(sql, file, state)
      configure(sql)
      migrate(sql)
    } catch (error) {
      sql.close()
      throw error
    }
    if (state === 'new') writeFileSync(marker, 'Keydesk keeps its store in this folder.\n', { mode: 0o600, flag: 'wx' })
    return { sql, transaction: (work) => inTransaction(sql, work), close: () => sql.close() }
  } catch (error) {
    throw asStoreError(error)
  }
}

/** Refuses another program's database, and one without a version where an organisation was kept. Reads only. */
function refuseForeign(sql: Sql, file: string, state: 'new' | 'used'): void {
  const has = sql.prepare("SELECT count(*), coalesce(sum(name = 'audit_head'), 0) FROM sqlite_schema").raw()
  const [tables, isOurs] = has.get() as [number, number]
  if (versionOf(sql) > 0 ? isOurs === 0 : tables > 0) throw unusable('foreign', file)
  if (tables === 0 && state === 'used') throw unusable('empty', file)
}

function versionOf(sql: Sql): number {
  return sql.pragma('user_version', { simple: true }) as number
}

function configure(sql: Sql): void {
  const isMac = process.platform === 'darwin'
  sql.pragma('journal_mode = WAL')
  // NORMAL, the build's default, may lose the last commits on power loss: an acknowledged reset must survive that.
  sql.pragma('synchronous = FULL')
  if (isMac) sql.pragma('fullfsync = ON')
  if (isMac) sql.pragma('checkpoint_fullfsync = ON')
  sql.pragma('foreign_keys = ON')
  sql.pragma('trusted_schema = OFF')
  sql.pragma('cell_size_check = ON')
  sql.pragma('secure_delete = ON')
  sql.pragma('journal_size_limit = 16777216')
}

function migrate(sql: Sql): void {
  const files = readdirSync(migrationsFolder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const version = versionOf(sql)
  if (version > files.length) throw new DomainError('STORE_NEWER')
  for (const [index, name] of files.entries()) {
    if (index < version) continue
    inTransaction(sql, () => {
      sql.exec(readFileSync(new URL(name, migrationsFolder), 'utf8'))
      sql.pragma(`user_version = ${index + 1}`)
    })
  }
}

function inTransaction<T>(sql: Sql, work: () => T): T {
  if (sql.inTransaction) return work()
  try {
    return sql.transaction(work).immediate()
  } catch (error) {
    throw asStoreError(error)
  }
}
