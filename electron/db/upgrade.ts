import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DomainError } from '../../shared/errors.ts'
import type { Sql } from './database.ts'
import { copyStore } from './store-copy.ts'
import { asStoreError } from './store-errors.ts'

const shipped = new URL('./migrations/', import.meta.url)
/** How many copies from before an upgrade are kept: those of the last two upgrades. */
const copiesKept = 2
const copyName = /^keydesk-version-(\d{2,})\.db$/

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
 * STORE_NEWER, STORE_UPGRADE_FAILED, or the error of the disk; the store is then unchanged.
 */
export function upgrade(sql: Sql, dataDir: string, folder: URL = shipped): void {
  const version = versionOf(sql)
  const steps = stepsIn(folder)
  const newest = newestVersion(folder)
  if (version > newest) throw new DomainError('STORE_NEWER')
  if (version === newest) return
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
  if (copy !== null) removeOlderCopies(dataDir)
}

function copyOf(dataDir: string, version: number): string {
  return join(dataDir, `keydesk-version-${String(version).padStart(2, '0')}.db`)
}

function take(sql: Sql, steps: readonly Step[], version: number): void {
  for (const step of steps) {
    if (step.version <= version) continue
    sql.exec(readFileSync(step.file, 'utf8'))
    sql.pragma(`user_version = ${step.version}`)
  }
  if ((sql.pragma('foreign_key_check') as unknown[]).length > 0)
    throw new Error('A row refers to one that is not there.')
}

/** SQLite's error code, for support; its message could hold data of the store. */
function reasonOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown }
  return String(code ?? name ?? typeof error)
}

/** Removes older copies, because a copy still holds what has been deleted since. */
function removeOlderCopies(dataDir: string): void {
  const copies = readdirSync(dataDir).filter((name) => copyName.test(name))
  for (const name of copies.sort().slice(0, -copiesKept)) rmSync(join(dataDir, name), { force: true })
}
