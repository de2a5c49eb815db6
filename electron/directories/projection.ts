import type { DirectoryId } from '../../shared/directories.ts'
import type { UserId } from '../../shared/ids.ts'
import { displayNameLimit } from '../../shared/rules/contact-fields.ts'
import { type EditedField, type FieldEdit, shownValue } from '../../shared/rules/directory/directory-fields.ts'
import { isEarlierVersion, isSameVersion } from '../../shared/rules/directory/password-version.ts'
import { untilUnlocked } from '../../shared/rules/lockout.ts'
import { foreignText } from '../../shared/rules/text/foreign-text.ts'
import { contactFields } from '../../shared/users.ts'
import type { Sql } from '../db/database.ts'
import { columnOf } from '../db/user-columns.ts'
import type { DirectoryKey, Entry } from '../directory/directory.ts'
import type { Events } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Call } from '../rpc/call.ts'

export type ProjectionDeps = {
  readonly sql: Sql
  readonly events: Events
  readonly rowsOfUser: RowsOfUser
  readonly now: () => number
}
export type Projection = ReturnType<typeof createProjection>
/** What writing an entry has changed in Keydesk's list. */
export type Projected = 'added' | 'changed' | 'same'

type Known = {
  readonly id: UserId
  readonly is_blocked: number
  readonly deleted_at: number | null
  readonly credential_version: string | null
  readonly password_changed_at: number | null
}
/** For how long servers of one directory may not have heard of a password that another one has taken, milliseconds. */
const serversApart = 6 * 3_600_000
/** The longest texts that a list can use; longer ones are cut between characters. */
const limits = { username: 256, displayName: displayNameLimit } as const
/** The last instant that a date can be, milliseconds UTC. */
const lastInstant = 8.64e15
const values = [
  'username',
  'display_name',
  'is_blocked',
  'must_change',
  'never_expires',
  'password_changed_at',
  'credential_version',
  'locked_there',
  'expires_there',
  'is_protected',
]
const written = [...values, ...contactFields.map(columnOf)]
/**
 * Where codes go. The author of an address or a number that the directory has put in place of another one is not known, unless Keydesk is just
 * writing it for somebody; another value than the one that is being written counts only once the person has proved it.
 */
const authorOf = (column: string) =>
  `${column}_writer = iif(${column} IS @${column}, ${column}_writer,
     (SELECT iif(e.value IS @${column}, e.writer, e.user_id) FROM contact_edits e WHERE e.user_id = users.id AND e.field = '${column}'))`
const authored = ['alternate_email', 'mobile_phone'] as const
const authors = [
  ...authored.map(authorOf),
  'alternate_email_proved = iif(alternate_email IS @alternate_email, alternate_email_proved, 0)',
]

/**
 * Keydesk's picture of the people of a directory: rows of `users` that lists, searches, roles and jobs work on. The directory decides; what
 * is here may be a minute old. Everything here runs inside the caller's transaction.
 */
export function createProjection({ sql, events, rowsOfUser, now }: ProjectionDeps) {
  rowsOfUser.goWithDeletion('contact_edits')
  // Counts the writes, and says which one was the last for each entry.
  let count = 0
  const lastWrite = new Map<string, number>()
  const placeOf = sql
    .prepare<[number], string>("SELECT directory_id || ' ' || directory_key FROM users WHERE id = ?")
    .pluck()
  // By the entry and not by the person, because matching and its undoing give an entry another person.
  const isWritten = (id: UserId) => {
    count += 1
    const place = placeOf.get(id)
    if (place != null) lastWrite.set(place, count)
  }
  events.on('passwordChanged', ({ user }) => isWritten(user.id))
  events.on('changeRequired', ({ userId }) => isWritten(userId))

  const known = sql.prepare<[number, string], Known>(
    `SELECT id, is_blocked, deleted_at, credential_version, password_changed_at FROM users
     WHERE directory_id = ? AND directory_key = ?`,
  )
  const insert = sql.prepare(
    `INSERT INTO users (directory_id, directory_key, created_at, ${written.join(', ')})
     VALUES (@directory, @key, @now, ${written.map((column) => `@${column}`).join(', ')})`,
  )
  // A temporary password that Keydesk gave stays one until the directory has another.
  const update = sql.prepare(
    `UPDATE users SET ${[...authors, ...written.map((column) => `${column} = @${column}`)].join(', ')}, deleted_at = NULL, deleted_username = NULL,
       is_temporary = iif(credential_version IS @credential_version, is_temporary, 0),
       lapses_at = iif(credential_version IS @credential_version, lapses_at, NULL)
     WHERE id = @id AND (deleted_at IS NOT NULL OR ${written.map((column) => `${column} IS NOT @${column}`).join(' OR ')})`,
  )
  const places = sql.prepare<[number], Record<(typeof authored)[number], string>>(
    `SELECT ${authored.join(', ')} FROM users WHERE id = ?`,
  )
  const expectEdit = sql.prepare(
    `INSERT INTO contact_edits (user_id, field, value, writer) VALUES (@id, @field, @value, @writer)
     ON CONFLICT (user_id, field) DO UPDATE SET writer = iif(writer IS @writer, writer, user_id), value = @value`,
  )
  const endEdit = sql.prepare('DELETE FROM contact_edits WHERE user_id = ? AND field = ?')
  const editable = ['display_name', ...contactFields.map(columnOf)]
  const writes = new Map(
    editable.map((column) => [column, sql.prepare(`UPDATE users SET ${column} = @value WHERE id = @id`)]),
  )
  const writeAuthor = new Map(
    authored.map((column) => {
      const proved = column === 'alternate_email' ? ', alternate_email_proved = 0' : ''
      return [column, sql.prepare(`UPDATE users SET ${column}_writer = @writer${proved} WHERE id = @id`)] as const
    }),
  )
  const neverExpires = sql.prepare('UPDATE users SET never_expires = ? WHERE directory_id = ? AND directory_key = ?')
  const block = sql.prepare('UPDATE users SET is_blocked = ? WHERE directory_id = ? AND directory_key = ?')
  const unlock = sql.prepare('UPDATE users SET locked_there = NULL WHERE directory_id = ? AND directory_key = ?')
  const hide = sql.prepare(
    `UPDATE users SET deleted_at = @now, deleted_username = username, username = '#' || id WHERE id = @id AND deleted_at IS NULL`,
  )
  const keysAfter = sql
    .prepare<[number, string, number], string>(
      `SELECT directory_key FROM users WHERE directory_id = ? AND directory_key > ? AND deleted_at IS NULL
       ORDER BY directory_key LIMIT ?`,
    )
    .pluck()

  return {
    /** Called before entries are read; what `put` takes to know which entries are older than what is here. */
    asOf: (): number => count,
    /** Writes an entry as it was at `asOf`; one that was read before Keydesk wrote to the person changes nothing, because the next look sees them anew. */
    put: (directory: DirectoryId, entry: Entry, { asOf, call }: { asOf: number; call: Call }): Projected => {
      const row = rowOf(entry)
      const before = known.get(directory, entry.key)
      if (before === undefined) {
        insert.run({ ...row, directory, key: entry.key, now: now() })
        return 'added'
      }
      if ((lastWrite.get(`${directory} ${entry.key}`) ?? 0) > asOf) return 'same'
      // A server that has not heard of the last password yet says it later; one that was restored from a backup never does.
      const age = now() - (before.password_changed_at ?? 0)
      if (isEarlierVersion(row.credential_version, before.credential_version) && age < serversApart) return 'same'
      // Some directories don't say when a password was set; when Keydesk set it, that is known.
      const isSame = isSameVersion(before.credential_version, row.credential_version)
      const credential_version = isSame ? before.credential_version : row.credential_version
      const password_changed_at = row.password_changed_at ?? (isSame ? before.password_changed_at : null)
      const reached = places.get(before.id)
      const isChanged = update.run({ ...row, credential_version, password_changed_at, id: before.id }).changes > 0
      // What was being written has arrived, or can't any more.
      for (const column of authored)
        if (reached?.[column] !== (row as Record<string, unknown>)[column]) endEdit.run(before.id, column)
      if (isChanged) isWritten(before.id)
      if (!isSame) events.raise('passwordSeenChanged', { userId: before.id }, call)
      // A block in the directory means the same as one in Keydesk.
      if (entry.isBlocked && before.is_blocked === 0) events.raise('userShutOut', { userId: before.id }, call)
      return isChanged ? 'changed' : 'same'
    },
    /** Writes what a directory has done for somebody whose entry can't be read just now. */
    setBlocked: (directory: DirectoryId, key: DirectoryKey, isBlocked: boolean): void =>
      void block.run(isBlocked ? 1 : 0, directory, key),
    setNeverExpires: (directory: DirectoryId, key: DirectoryKey, isOn: boolean): void =>
      void neverExpires.run(isOn ? 1 : 0, directory, key),
    /** Says before the directory is asked who writes an address or a number there, so that a look knows it, too. */
    expectEdits: (id: UserId, edits: readonly FieldEdit[], writer: UserId): void => {
      for (const { field, to } of edits) {
        const column = authored.find((one) => one === columnOfField(field))
        if (column !== undefined) expectEdit.run({ id, field: column, value: shownValue(field, to), writer })
      }
    },
    /** Called once it is certain that the directory has written them, or has not and will not. */
    endEdits: (id: UserId, edits: readonly FieldEdit[]): void => {
      for (const { field } of edits) endEdit.run(id, columnOfField(field))
    },
    /** Writes what the directory has taken for somebody whose entry can't be read just now. */
    setFields: (id: UserId, edits: readonly FieldEdit[], writer: UserId): void => {
      for (const { field, to } of edits) {
        const column = columnOfField(field)
        writes.get(column)?.run({ id, value: shownValue(field, to) })
        const ofAuthor = authored.find((one) => one === column)
        if (ofAuthor !== undefined) writeAuthor.get(ofAuthor)?.run({ id, writer })
      }
      isWritten(id)
    },
    setUnlocked: (directory: DirectoryId, key: DirectoryKey): void => void unlock.run(directory, key),
    /** Takes somebody off the lists who is not in the directory any more; they come back with their roles if the directory has them again. */
    hide: (directory: DirectoryId, key: DirectoryKey, call: Call): boolean => {
      const before = known.get(directory, key)
      if (before === undefined || before.deleted_at !== null) return false
      hide.run({ id: before.id, now: now() })
      events.raise('userShutOut', { userId: before.id }, call)
      return true
    },
    /** Some keys of those who are on the lists, in their order, after a key that was given before. */
    keysAfter: (directory: DirectoryId, after: DirectoryKey, most: number): readonly DirectoryKey[] =>
      keysAfter.all(directory, after, most),
  }
}

const columnOfField = (field: EditedField) => (field === 'displayName' ? 'display_name' : columnOf(field))

function rowOf({ key, username, displayName, contact, isBlocked, lock, isProtected, password, version }: Entry) {
  // Somebody without a name that can be seen is known by their key.
  const name = foreignText(username, limits.username) || foreignText(key, limits.username)
  return {
    ...Object.fromEntries(contactFields.map((field) => [columnOf(field), contact[field]])),
    username: name,
    display_name: foreignText(displayName, limits.displayName) || name,
    is_blocked: isBlocked ? 1 : 0,
    must_change: password.mustChange ? 1 : 0,
    never_expires: password.neverExpires ? 1 : 0,
    password_changed_at: instantOf(password.changedAt),
    credential_version: version,
    locked_there: lock === null ? null : (instantOf(lock.until) ?? untilUnlocked),
    expires_there: password.neverExpires ? null : instantOf(password.expiresAt),
    is_protected: isProtected ? 1 : 0,
  }
}

/** An instant that a date can be: servers keep times from before 1970, and some that stand for never. */
function instantOf(value: number | null): number | null {
  if (value === null || Number.isNaN(value)) return null
  return Math.min(Math.max(Math.trunc(value), 0), lastInstant)
}
