import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { DomainError } from '../../shared/errors.ts'

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
  const file = join(dataDir, 'keydesk.db')
  const marker = join(dataDir, 'keydesk.marker')
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    if (existsSync(marker) && !existsSync(file)) throw new DomainError('STORE_MISSING')
    // Made first with its owner's rights only: SQLite gives its side files the rights of the file itself.
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
    const sql = new Sqlite(file, { timeout: 5000 })
    try {
      configure(sql)
      migrate(sql)
    } catch (error) {
      sql.close()
      throw error
    }
    if (!existsSync(marker)) writeFileSync(marker, 'Keydesk keeps its store in this folder.\n', { mode: 0o600 })
    return { sql, transaction: (work) => inTransaction(sql, work), close: () => sql.close() }
  } catch (error) {
    throw asStoreError(error)
  }
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
  const version = sql.pragma('user_version', { simple: true }) as number
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

/** Turns what SQLite and the file system say of a bad disk or file into an error that a person can act on. */
export function asStoreError(error: unknown): unknown {
  if (error instanceof DomainError) return error
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return error
  if (/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)$/.test(code)) return new DomainError('DISK_FULL')
  if (/^SQLITE_BUSY/.test(code)) return new DomainError('STORE_BUSY')
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)|^(EACCES|EPERM|EROFS)$/.test(code)) return new DomainError('STORE_READ_ONLY')
  if (/^SQLITE_IOERR|^EIO$/.test(code)) return new DomainError('DISK_FAULT')
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return new DomainError('STORE_DAMAGED')
  return error
}
