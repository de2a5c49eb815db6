import { chmodSync, closeSync, openSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { DomainError } from '../../shared/errors.ts'
import { foldCase } from './fold-case.ts'
import { type FolderLock, identity, mustBeAlone } from './folder-lock.ts'
import { copyStore } from './store-copy.ts'
import { asStoreError } from './store-errors.ts'
import { inspectStore, makeFolder, storePaths, unusable } from './store-files.ts'
import { upgrade, versionOf } from './upgrade.ts'

export type Sql = Sqlite.Database

export type Database = {
  readonly sql: Sql
  /**
   * Runs the work in one IMMEDIATE transaction; nested calls join the outer one. Throws STORE_REPLACED instead of committing into a file that was
   * removed.
   */
  readonly transaction: <T>(work: () => T) => T
  /** Runs a part of an open transaction that may fail on its own: an error undoes only this part. */
  readonly savepoint: <T>(work: () => T) => T
  /**
   * Runs `work` once the open transaction is durable, or at once where none is open; never if the transaction, or the savepoint around this
   * call, is undone. For changes to memory only. It must not throw.
   */
  readonly afterCommit: (work: () => void) => void
  /** How many transactions have begun; the number tells whether a transaction is still the same. */
  readonly transactions: () => number
  /** How many transactions and savepoints have been undone. */
  readonly undone: () => number
  /**
   * Throws STORE_REPLACED when the path no longer leads to the open store, after saving a copy of it once; FOLDER_IN_USE when another process
   * has taken the lock.
   */
  readonly mustBeInPlace: () => void
  /** True if this start brought an older store to the newest version. */
  readonly isUpgraded: boolean
  readonly close: () => void
}

type Options = {
  /** Where the migrations are, if not the product's own. */
  readonly migrations?: URL
  /** How many bytes can still be written into a folder, if not as the system says; null where that can't be told. */
  readonly roomIn?: (folder: string) => number | null
  /** The lock of the folder, held at each commit. */
  readonly lock?: Pick<FolderLock, 'hold'>
}

/** Opens (or makes) the store of a data folder with durable settings and brings it to the newest version. */
export function openDatabase(dataDir: string, { migrations, lock, roomIn }: Options = {}): Database {
  const { store: file, marker, holder } = storePaths(dataDir)
  try {
    const state = inspectStore(dataDir)
    makeFolder(dataDir)
    // Created here with rights for its owner only, because SQLite gives its side files the rights of this file.
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
    mustBeAlone(file, holder)
    const sql = new Sqlite(file, { timeout: 5000 })
    let isUpgraded = false
    try {
      refuseForeign(sql, file, state)
      configure(sql)
      foldCase(sql)
      const before = versionOf(sql)
      upgrade(sql, dataDir, { folder: migrations, roomIn })
      isUpgraded = before > 0 && versionOf(sql) > before
    } catch (error) {
      sql.close()
      throw error
    }
    if (state === 'new') writeFileSync(marker, 'Keydesk keeps its store in this folder.\n', { mode: 0o600, flag: 'wx' })
    return { ...guardedStore(sql, dataDir, lock), isUpgraded }
  } catch (error) {
    throw asStoreError(error)
  }
}

/** The open store, which checks at each commit that its file is still at its path, because data in an unlinked file is lost with the process. */
function guardedStore(sql: Sql, dataDir: string, lock: Options['lock']): Omit<Database, 'isUpgraded'> {
  const { store } = storePaths(dataDir)
  const paths = [store, `${store}-wal`]
  const opened = paths.map(identity)
  let saved: string | null = null
  let afterwards: (() => void)[] = []
  let begun = 0
  let undone = 0

  function isInPlace(): boolean {
    const isThere = paths.every((path, index) => identity(path) === opened[index])
    if (isThere) saved = null
    return isThere
  }

  /** The error for a store that was replaced: the open file, which no path leads to any more, holds the only copy, so that a copy is saved first. */
  function replaced(): DomainError<'STORE_REPLACED'> {
    // Within a transaction no copy can be saved: that happens after the transaction is undone.
    if (saved === null && !sql.inTransaction) saved = saveSomewhere(sql, dataDir)
    return new DomainError('STORE_REPLACED', { copy: saved ?? '' })
  }

  function mustBeInPlace(): void {
    if (!isInPlace()) throw replaced()
    lock?.hold()
  }

  // Made once, because the driver needs more time to make a transaction function than to run it.
  const whole = sql.transaction((work: () => unknown) => {
    const done = mustBeSynchronous(work())
    mustBeInPlace()
    return done
  })
  const part = sql.transaction((work: () => unknown) => mustBeSynchronous(work()))

  function transaction<T>(work: () => T): T {
    if (sql.inTransaction) return mustBeSynchronous(work())
    let answer: T
    begun += 1
    try {
      answer = whole.immediate(work) as T
    } catch (thrown) {
      afterwards = []
      undone += 1
      const error = asStoreError(thrown)
      throw error instanceof DomainError && error.code === 'STORE_REPLACED' ? replaced() : error
    }
    const late = afterwards
    afterwards = []
    allOf(late)
    return answer
  }

  function savepoint<T>(work: () => T): T {
    if (!sql.inTransaction) throw new Error('A part needs a whole.')
    const before = afterwards.length
    try {
      return part(work) as T
    } catch (error) {
      afterwards.length = Math.min(afterwards.length, before)
      undone += 1
      throw error
    }
  }

  function close(): void {
    try {
      if (!isInPlace()) replaced()
    } finally {
      sql.close()
    }
  }

  function afterCommit(work: () => void): void {
    if (sql.inTransaction) afterwards.push(work)
    else work()
  }

  return {
    sql,
    transaction,
    savepoint,
    afterCommit,
    transactions: () => begun,
    undone: () => undone,
    mustBeInPlace,
    close,
  }
}

/** Calls all functions even if one throws, and throws the first error afterwards. */
function allOf(works: readonly (() => void)[]): void {
  const faults: unknown[] = []
  for (const work of works) {
    try {
      work()
    } catch (error) {
      faults.push(error)
    }
  }
  if (faults.length > 0) throw faults[0]
}

/** Refuses work that returns a promise, because the rest of it would run outside the transaction. */
function mustBeSynchronous<T>(answer: T): T {
  if (answer instanceof Promise) throw new Error('A transaction waits for nothing.')
  return answer
}

/**
 * Saves a copy of the store in the first place that can be written: the data folder, the folder around it, or the home folder. Null where
 * none can.
 */
function saveSomewhere(sql: Sql, dataDir: string): string | null {
  const name = `keydesk-saved-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.db`
  for (const folder of [() => dataDir, () => dirname(dataDir), homedir]) {
    try {
      return copyStore(sql, join(folder(), name))
    } catch {}
  }
  return null
}

/** Refuses another program's database, and an empty one where an organisation was kept. Reads only. */
function refuseForeign(sql: Sql, file: string, state: 'new' | 'used'): void {
  const has = sql.prepare("SELECT count(*), coalesce(sum(name = 'audit_head'), 0) FROM sqlite_schema").raw()
  const [tables, isOurs] = has.get() as [number, number]
  if (versionOf(sql) > 0 ? isOurs === 0 : tables > 0) throw unusable('foreign', file)
  if (tables === 0 && state === 'used') throw unusable('empty', file)
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
