import { readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { DomainError } from '../../shared/errors.ts'
import { programVersion } from '../program-version.ts'
import type { Sql } from './database.ts'
import { copyStore } from './store-copy.ts'
import { asStoreError } from './store-errors.ts'

const shipped = new URL('./migrations/', import.meta.url)
/** How many copies from before an upgrade are kept while no start after it has been good. */
const copiesKept = 2
/** The version of the store and the day of the upgrade (UTC); older copies have no day. */
const copyName = /^keydesk-version-(\d{2,})(?:-\d{4}-\d\d-\d\d)?\.db$/
const unfinishedName = /^keydesk-version-[\d-]+\.db\.unfinished$/
/** Room beside the copy and the log of changes, in bytes: for the log of errors and what the system itself writes meanwhile. */
const spareRoom = 16_777_216
const megabyte = 1_000_000

type Options = {
  /** Where the migrations are. */
  readonly folder?: URL | undefined
  /** How many bytes can still be written into a folder; null where that can't be told. */
  readonly roomIn?: ((folder: string) => number | null) | undefined
}

type Step = { readonly version: number; readonly file: URL }

/** The version of a store: the number of the last migration that it has had, 0 for one that is being made. */
export function versionOf(sql: Sql): number {
  return sql.pragma('user_version', { simple: true }) as number
}

/** Every migration in its order; the number at the start of its name is the version that it leads to. */
function stepsIn(folder: URL): readonly Step[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return names.sort().map((name) => ({ version: Number.parseInt(name, 10), file: new URL(name, folder) }))
}

/** The version of a store that this Keydesk makes. */
export function newestVersion(folder: URL = shipped): number {
  return stepsIn(folder).at(-1)?.version ?? 0
}

/**
 * Brings a store to the newest version, completely or not at all. A store that holds something is copied beside itself first. Throws
 * STORE_NEWER, UPGRADE_NEEDS_ROOM, STORE_UPGRADE_FAILED, or the error of the disk; the store is then unchanged.
 */
export function upgrade(sql: Sql, dataDir: string, { folder = shipped, roomIn = freeBytes }: Options = {}): void {
  const version = versionOf(sql)
  const steps = stepsIn(folder)
  const newest = newestVersion(folder)
  if (version > newest) throw new DomainError('STORE_NEWER', { needs: programOf(sql), version: programVersion })
  // A copy that was cut short by the end of the program holds people's data under a name that nobody looks for.
  removeUnfinished(dataDir)
  if (version === newest) {
    if (programOf(sql) === '') noteProgram(sql)
    return
  }
  if (version > 0) mustHaveRoom(sql, dataDir, roomIn)
  const copy = version === 0 ? null : copyStore(sql, copyOf(dataDir, version))
  // A table can be replaced only while its rows may be missing for a moment; that nothing dangles is checked before the end (sqlite.org,
  // ALTER TABLE, 7).
  sql.pragma('foreign_keys = OFF')
  try {
    sql.transaction(() => take(sql, steps, version)).immediate()
  } catch (thrown) {
    const error = asStoreError(thrown)
    if (error instanceof DomainError || copy === null) throw error
    throw new DomainError('STORE_UPGRADE_FAILED', { copy, reason: reasonOf(error) })
  } finally {
    sql.pragma('foreign_keys = ON')
  }
  if (copy !== null) removeCopies(dataDir, copiesKept)
}

/**
 * The oldest version of Keydesk that is known to open a store of this version: the one that made it so. Empty where none was noted. Read with
 * care, because a newer version may have built the table anew.
 */
export function programOf(sql: Sql): string {
  try {
    const text = sql.prepare<[], string>("SELECT value FROM settings WHERE name = 'program'").pluck().get()
    const { version } = JSON.parse(text ?? '{}') as { readonly version?: unknown }
    return typeof version === 'string' && /^\d{1,4}(\.\d{1,4}){2}[\w.-]{0,20}$/.test(version) ? version : ''
  } catch {
    return ''
  }
}

function noteProgram(sql: Sql): void {
  sql
    .prepare("INSERT INTO settings VALUES ('program', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
    .run(JSON.stringify({ version: programVersion }))
}

/** Judged before anything is written: the copy needs as much as the store, and the log of changes may grow as large. */
function mustHaveRoom(sql: Sql, dataDir: string, roomIn: (folder: string) => number | null): void {
  const needed = 2 * bytesOf(sql) + spareRoom
  const free = roomIn(dataDir)
  if (free === null || free >= needed) return
  const inMegabytes = (bytes: number) => Math.max(0, Math.ceil(bytes / megabyte))
  throw new DomainError('UPGRADE_NEEDS_ROOM', { needed: inMegabytes(needed), free: Math.floor(free / megabyte) })
}

/** How large the store is with what has not been written into its main file yet, in bytes. */
export function bytesOf(sql: Sql): number {
  const pages = sql.pragma('page_count', { simple: true }) as number
  return pages * (sql.pragma('page_size', { simple: true }) as number)
}

/** How many bytes can still be written into a folder; null where the system does not say. */
export function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return null
  }
}

function copyOf(dataDir: string, version: number): string {
  const day = new Date().toISOString().slice(0, 10)
  return join(dataDir, `keydesk-version-${String(version).padStart(2, '0')}-${day}.db`)
}

function take(sql: Sql, steps: readonly Step[], version: number): void {
  for (const step of steps) {
    if (step.version <= version) continue
    sql.exec(readFileSync(step.file, 'utf8'))
    sql.pragma(`user_version = ${step.version}`)
  }
  noteProgram(sql)
  if ((sql.pragma('foreign_key_check') as unknown[]).length > 0)
    throw new Error('A row refers to one that is not there.')
}

/** SQLite's error code, for support; its message could hold data of the store. */
function reasonOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown }
  return String(code ?? name ?? typeof error)
}

/** The copies from before upgrades, the oldest first. */
export function upgradeCopies(dataDir: string): readonly string[] {
  return readdirSync(dataDir)
    .filter((name) => copyName.test(name))
    .sort((a, b) => Number(copyName.exec(a)?.[1]) - Number(copyName.exec(b)?.[1]) || (a < b ? -1 : 1))
}

/** Removes copies from before upgrades, all but the newest so many, because a copy still holds what has been deleted since. */
export function removeCopies(dataDir: string, kept: number): void {
  const copies = upgradeCopies(dataDir)
  for (const name of copies.slice(0, copies.length - kept)) rmSync(join(dataDir, name), { force: true })
}

function removeUnfinished(dataDir: string): void {
  for (const name of readdirSync(dataDir)) if (unfinishedName.test(name)) rmSync(join(dataDir, name), { force: true })
}
