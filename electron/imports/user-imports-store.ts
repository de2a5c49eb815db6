import type { UserId } from '../../shared/ids.ts'
import type { ImportedUser } from '../../shared/rules/files/user-file.ts'
import { contactFields } from '../../shared/users.ts'
import type { Sql } from '../db/database.ts'
import { columnOf, writerColumns } from '../db/user-columns.ts'

const fields = ['username', 'display_name', ...contactFields.map(columnOf)]
const staged = [...fields, 'language', 'is_blocked']

/** The staging tables of imports: temporary, so that a killed import leaves nothing behind, and on disk, so that memory stays bounded. */
export function createUserImportsStore(sql: Sql) {
  sql.exec(`
    CREATE TEMP TABLE import_rows (
      import TEXT NOT NULL, line INTEGER NOT NULL, username TEXT NOT NULL COLLATE NOCASE,
      ${fields.slice(1).map((field) => `${field} TEXT NOT NULL`)}, language TEXT, is_blocked INTEGER NOT NULL,
      PRIMARY KEY (import, username)
    ) WITHOUT ROWID;
  `)
  const insert = sql.prepare(
    `INSERT OR IGNORE INTO import_rows (import, line, ${staged}) VALUES (@import, @line, @username, @displayName, ${contactFields.map((field) => `@${field}`)}, @language, @isBlocked)`,
  )
  const lineOf = sql.prepare('SELECT line FROM import_rows WHERE import = ? AND username = ?').pluck()
  const existing = sql.prepare<[string], { line: number; username: string }>(
    `SELECT line, username FROM import_rows r WHERE import = ?
       AND EXISTS (SELECT 1 FROM users u WHERE u.username = r.username) ORDER BY line`,
  )
  const departments = sql
    .prepare<[string], string>("SELECT DISTINCT department FROM import_rows WHERE import = ? AND department <> ''")
    .pluck()
  const ofDepartments = sql.prepare<[string, string], { line: number; username: string }>(
    `SELECT line, username FROM import_rows WHERE import = ? AND department IN (SELECT value FROM json_each(?))
     ORDER BY line`,
  )
  const dropRow = sql.prepare('DELETE FROM import_rows WHERE import = ? AND username = ?')
  const count = sql.prepare('SELECT count(*) FROM import_rows WHERE import = ?').pluck()
  const countBlocked = sql.prepare('SELECT count(*) FROM import_rows WHERE import = ? AND is_blocked = 1').pluck()
  const sample = sql.prepare<[string], { username: string; displayName: string; department: string }>(
    'SELECT username, display_name AS displayName, department FROM import_rows WHERE import = ? ORDER BY line LIMIT 5',
  )
  const copy = sql.prepare(
    `INSERT INTO users (created_at, ${writerColumns}, ${staged}) SELECT @now, @writer, @writer, ${staged} FROM import_rows
     WHERE import = @id ORDER BY line`,
  )

  return {
    /** Stages a row; answers the line of the row that already has this user name, or null. */
    addRow: (id: string, user: ImportedUser, line: number): number | null => {
      const { username, displayName, contact, language } = user
      const values = {
        ...contact,
        import: id,
        line,
        username,
        displayName,
        language,
        isBlocked: user.isBlocked ? 1 : 0,
      }
      return insert.run(values).changes === 1 ? null : (lineOf.get(id, username) as number)
    },
    existing: (id: string) => existing.all(id),
    departments: (id: string) => departments.all(id),
    ofDepartments: (id: string, named: readonly string[]) => ofDepartments.all(id, JSON.stringify(named)),
    dropRow: (id: string, username: string) => dropRow.run(id, username),
    count: (id: string) => count.get(id) as number,
    countBlocked: (id: string) => countBlocked.get(id) as number,
    sample: (id: string) => sample.all(id),
    /**
     * Makes users of all staged rows; `writer`, who imports them, counts as the author of their contact information. Answers how many there
     * are and the last new id.
     */
    copy: (id: string, now: number, writer: UserId) => copy.run({ id, now, writer }),
    drop: (id: string) => {
      sql.prepare('DELETE FROM import_rows WHERE import = ?').run(id)
    },
  }
}
