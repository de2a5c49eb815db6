import type { ImportId, UserId } from '../../shared/ids.ts'
import type { ContactPreview } from '../../shared/imports.ts'
import type { ImportedContact } from '../../shared/rules/files/user-file.ts'
import { type ContactFileValue, contactFileValues } from '../../shared/rules/files/user-file-headings.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import type { Sql } from '../db/database.ts'
import { columnOf, writersOfUnchanged } from '../db/user-columns.ts'

type Values = Readonly<Record<ContactFileValue, string>>
/** One person before and after. */
export type ContactChange = { readonly id: UserId; readonly before: Values; readonly after: Values }
type Placed = { readonly line: number; readonly username: string; readonly id: UserId }

const columns = contactFileValues.map(columnOf)
// Somebody of a connected directory may have the same user name.
const isOwn = 'u.username = r.username AND u.deleted_at IS NULL AND u.directory_id IS NULL'
const matched = `contact_rows r JOIN users u ON ${isOwn} WHERE r.import = ?`
const differs = columns.map((column) => `(r.${column} IS NOT NULL AND r.${column} <> u.${column})`).join(' OR ')
const clears = columns.map((column) => `(r.${column} IS '' AND u.${column} <> '')`).join(' + ')

/** The staged rows of contact information: a temporary table, as those of other imports; NULL leaves a value as it is. */
export function createContactImportsStore(sql: Sql) {
  sql.exec(`
    CREATE TEMP TABLE contact_rows (
      import TEXT NOT NULL, line INTEGER NOT NULL, username TEXT NOT NULL COLLATE NOCASE, ${columns.join(', ')},
      PRIMARY KEY (import, username)
    ) WITHOUT ROWID;
  `)
  const insert = sql.prepare(
    `INSERT OR IGNORE INTO contact_rows (import, line, username, ${columns.join(', ')})
     VALUES (@import, @line, @username, ${contactFileValues.map((field) => `@${field}`).join(', ')})`,
  )
  const lineOf = sql.prepare('SELECT line FROM contact_rows WHERE import = ? AND username = ?').pluck()
  const unknown = sql.prepare<[string], { line: number; username: string }>(
    `SELECT line, username FROM contact_rows r WHERE import = ?
       AND NOT EXISTS (SELECT 1 FROM users u WHERE ${isOwn}) ORDER BY line`,
  )
  const inDirectory = sql.prepare<[string], { line: number; username: string }>(
    `SELECT line, username FROM contact_rows r WHERE import = ? AND NOT EXISTS (SELECT 1 FROM users u WHERE ${isOwn})
       AND EXISTS (SELECT 1 FROM users u WHERE u.username = r.username AND u.deleted_at IS NULL) ORDER BY line`,
  )
  const placed = sql.prepare<[string], Placed>(`SELECT r.line, r.username, u.id FROM ${matched} ORDER BY r.line`)
  const roles = sql.prepare<[string], { id: UserId; role: RoleName }>(
    `SELECT h.user_id AS id, h.role FROM user_roles h JOIN users u ON u.id = h.user_id
     JOIN contact_rows r ON ${isOwn} WHERE r.import = ?`,
  )
  const dropRow = sql.prepare('DELETE FROM contact_rows WHERE import = ? AND username = ?')
  const count = sql.prepare('SELECT count(*) FROM contact_rows WHERE import = ?').pluck()
  const update = sql.prepare(
    `UPDATE users SET ${[...writersOfUnchanged, ...contactFileValues.map((field) => `${columnOf(field)} = @${field}`)].join(', ')} WHERE id = @id`,
  )
  const drop = sql.prepare('DELETE FROM contact_rows WHERE import = ?')

  return {
    addRow: (id: ImportId, row: ImportedContact, line: number): number | null =>
      insert.run({ import: id, line, ...row }).changes === 1 ? null : (lineOf.get(id, row.username) as number),
    /** The rows about people of connected directories alone. */
    inDirectory: (id: ImportId) => inDirectory.all(id),
    /** The rows that are about nobody of Keydesk's own. */
    unknown: (id: ImportId) => unknown.all(id),
    placed: (id: ImportId) => placed.all(id),
    /** The roles of those who have any. */
    rolesOf: (id: ImportId): ReadonlyMap<UserId, readonly RoleName[]> => {
      const held = Map.groupBy(roles.all(id), (row) => row.id)
      return new Map([...held].map(([user, rows]) => [user, rows.map(({ role }) => role)]))
    },
    dropRow: (id: ImportId, username: string) => void dropRow.run(id, username),
    count: (id: ImportId) => count.get(id) as number,
    ...comparing(sql),
    update: (id: UserId, values: Values, writer: UserId) => void update.run({ id, writer, ...values }),
    drop: (id: ImportId) => void drop.run(id),
  }
}

/** The SQL that compares the staged rows with the people as they are stored now. */
function comparing(sql: Sql) {
  const tally = sql.prepare<[string], { changing: number; cleared: number }>(
    `SELECT coalesce(sum(${differs}), 0) AS changing, coalesce(sum(${clears}), 0) AS cleared FROM ${matched}`,
  )
  const both = contactFileValues.map((field) => {
    const column = columnOf(field)
    return `u.${column} AS ${field}, coalesce(r.${column}, u.${column}) AS new_${field}`
  })
  const changes = sql.prepare<[string], Record<string, string | number>>(
    `SELECT u.id, ${both.join(', ')} FROM ${matched} AND (${differs}) ORDER BY u.id`,
  )
  const sample = sql.prepare<[string], ContactPreview['sample'][number]>(
    `SELECT u.username, ${contactFileValues.map((field) => `nullif(r.${columnOf(field)}, u.${columnOf(field)}) AS ${field}`).join(', ')}
     FROM ${matched} AND (${differs}) ORDER BY r.line LIMIT 5`,
  )

  return {
    tally: (id: ImportId) => tally.get(id) as { changing: number; cleared: number },
    sample: (id: ImportId) => sample.all(id),
    changes: (id: ImportId): readonly ContactChange[] => changes.all(id).map(asChange),
  }
}

function asChange(row: Record<string, string | number>): ContactChange {
  const valuesOf = (prefix: string) =>
    Object.fromEntries(contactFileValues.map((field) => [field, row[`${prefix}${field}`]])) as Values
  return { id: row.id as UserId, before: valuesOf(''), after: valuesOf('new_') }
}
