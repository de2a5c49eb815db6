import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Keychain } from '../../electron/vault/keychain.ts'

/** Made-up organisations as older versions of Keydesk stored them, as SQL. */
const folder = new URL('../electron/db/stores/', import.meta.url)

/** Versions without a fixture: each landed on the same day as the next one, so that no store of it exists. */
export const skippedVersions: readonly number[] = [11, 12, 13, 14, 15, 19, 23, 24, 25, 26, 27]

/** The hour in which fixtures were made and are opened: nothing in them lapses meanwhile. */
export const fixtureTime = Date.UTC(2026, 10, 20, 12)

/** What a fixture must still say after any upgrade, in the first line of its file. */
export type FixtureFacts = {
  readonly version: number
  readonly owner: { readonly username: string; readonly password: string }
  /** User names of everybody who is not deleted, with their roles. */
  readonly people: Readonly<Record<string, readonly string[]>>
  /** Who has a temporary password that an admin can still read. */
  readonly readable: Readonly<Record<string, string>>
  readonly groups: Readonly<Record<string, number>>
  readonly jobs: number
  readonly entries: number
  /** The master key of a made-up vault, in hexadecimal. */
  readonly vault: { readonly id: string; readonly key: string }
}

const nameOf = (version: number) => `version-${String(version).padStart(2, '0')}.sql`

/** The versions that there is a fixture of. */
export function fixtureVersions(): readonly number[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => Number.parseInt(name.replace('version-', ''), 10))
    .sort((a, b) => a - b)
}

/** Puts a fixture into a folder as its Keydesk left it, and answers what is known about it. */
export function unpackFixture(version: number, dataDir: string): { facts: FixtureFacts; keychain: Keychain } {
  const text = readFileSync(new URL(nameOf(version), folder), 'utf8')
  const facts = JSON.parse(text.slice(3, text.indexOf('\n'))) as FixtureFacts
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  sql.pragma('journal_mode = WAL')
  sql.exec(text)
  sql.close()
  writeFileSync(join(dataDir, 'keydesk.marker'), 'Keydesk keeps its store in this folder.\n', { mode: 0o600 })
  const read = (account: string) => (account === facts.vault.id ? Buffer.from(facts.vault.key, 'hex') : null)
  const keychain = {
    read,
    readLater: async (account: string) => read(account),
    write: () => {},
    remove: () => {},
  }
  return { facts, keychain }
}

/** Writes an open store down as a fixture. */
export function writeFixture(sql: Sqlite.Database, facts: FixtureFacts): string {
  const file = new URL(nameOf(facts.version), folder)
  writeFileSync(file, `-- ${JSON.stringify(facts)}\n${dump(sql)}`)
  return file.pathname
}

/** A store as SQL: tables, rows, and only then what would act on rows that are put in. */
function dump(sql: Sqlite.Database): string {
  const made =
    "SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
  const schema = sql.prepare(made).all() as { name: string; type: string; sql: string }[]
  const tables = schema.filter((one) => one.type === 'table')
  const sequences = sql
    .prepare("SELECT name FROM sqlite_schema WHERE name = 'sqlite_sequence'")
    .pluck()
    .all() as string[]
  const rows = [...tables.map((table) => table.name), ...sequences].flatMap((name) => {
    const columns = sql.prepare(`SELECT name FROM pragma_table_info('${name}')`).pluck().all() as string[]
    const values = columns.map((column) => `quote("${column}")`).join(" || ', ' || ")
    const written = sql.prepare(`SELECT ${values} FROM "${name}"`).pluck().all() as string[]
    return written.map((one) => `INSERT INTO "${name}" VALUES (${one});`)
  })
  const of = (isTable: boolean) =>
    schema.filter((one) => (one.type === 'table') === isTable).map((one) => `${one.sql};`)
  const version = sql.pragma('user_version', { simple: true })
  return [
    'PRAGMA foreign_keys = OFF;',
    'BEGIN;',
    ...of(true),
    ...rows,
    ...of(false),
    `PRAGMA user_version = ${version};`,
    'COMMIT;',
    '',
  ].join('\n')
}
