import type { DirectoryId } from '../../shared/directories.ts'
import type { GroupId, Language, UserId } from '../../shared/ids.ts'
import { defaultLanguage, knownLanguage, languages } from '../../shared/languages.ts'
import type { LimitableRole, RoleLimit, RoleName } from '../../shared/rules/role-matrix.ts'
import { type Contact, contactFields } from '../../shared/users.ts'
import type { Sql } from '../db/database.ts'
import { columnOf, lockedUntil, writerColumns, writersOfUnchanged } from '../db/user-columns.ts'

/** The author of an address or a number: `proved` if the person has proved it, else the user who wrote it; null where that is not known. */
export type Voucher = UserId | 'proved' | null

/** A user as the store keeps it, the password hash left out. */
export type StoredUser = {
  readonly id: UserId
  readonly username: string
  readonly displayName: string
  readonly contact: Contact
  /** The authors of the places where codes go. */
  readonly vouchers: Readonly<Record<'alternateEmail' | 'mobilePhone', Voucher>>
  readonly language: Language | null
  readonly createdAt: number
  readonly isBlocked: boolean
  readonly lockedUntil: number | null
  readonly roles: readonly RoleName[]
  /** The groups that roles are limited to. */
  readonly limits: readonly RoleLimit[]
  readonly hasPassword: boolean
  readonly isTemporary: boolean
  readonly mustChange: boolean
  readonly lapsesAt: number | null
  readonly changedAt: number | null
  readonly neverExpires: boolean
  /** True for people of a connected directory, which alone can change what it holds. */
  readonly isInDirectory: boolean
  /** That directory; null for people of Keydesk's own. */
  readonly directoryId: DirectoryId | null
  /** When the directory lets the password expire, and until when it locks the person; milliseconds UTC, null for never and not at all. */
  readonly expiresThere: number | null
  readonly lockedThere: number | null
  /** Until when Keydesk itself locks the person. */
  readonly lockedHere: number | null
  /** True for an account of the directory's own admins, whom nobody but an admin at the desk resets. */
  readonly isProtected: boolean
}

export type UserFields = Pick<StoredUser, 'username' | 'displayName' | 'contact' | 'language'>

export const emptyContact = Object.fromEntries(contactFields.map((field) => [field, ''])) as Contact
const contactColumns = contactFields.map(columnOf)
const namedColumns = contactFields.map((field) => [field, columnOf(field)] as const)
const facts = `id, username, display_name, language, created_at, is_blocked, ${lockedUntil} AS locked_until, locked_until AS locked_here, locked_there, expires_there,
  is_protected,
  coalesce(credential_version, password_hash) IS NOT NULL AS has_password,
  is_temporary, must_change, lapses_at, password_changed_at, never_expires, directory_id,
  alternate_email_writer, alternate_email_proved, mobile_phone_writer, ${contactColumns.join(', ')}`

type Row = Record<string, string | number | null>

/** The SQL of users. The username column compares without case. */
export function createUsersStore(sql: Sql) {
  const byId = sql.prepare<[number], Row>(`SELECT ${facts} FROM users WHERE id = ? AND deleted_at IS NULL`)
  const deleted = sql.prepare<[number], Row>(
    `SELECT ${facts}, deleted_username FROM users WHERE id = ? AND deleted_at IS NOT NULL`,
  )
  const idByName = sql
    .prepare<[string], number>(
      `SELECT id FROM users WHERE username = ? AND deleted_at IS NULL ORDER BY directory_id IS NOT NULL, id LIMIT 1`,
    )
    .pluck()
  const roles = sql.prepare<[number], string>('SELECT role FROM user_roles WHERE user_id = ? ORDER BY role').pluck()
  const limits = sql.prepare<[number], LimitRow>(
    'SELECT role, group_id AS groupId FROM role_limits WHERE user_id = ? ORDER BY role, group_id',
  )
  const limitsOf = (id: number, held: readonly RoleName[]) => (held.length === 0 ? [] : asLimits(limits.all(id)))
  // A language that this version does not know is read as the default, and stays stored until another one is chosen.
  const isUnread = `@language = '${defaultLanguage}' AND language NOT IN (${languages.map((one) => `'${one}'`).join(', ')})`
  const set = [
    'username = @username',
    'display_name = @displayName',
    `language = iif(${isUnread}, language, @language)`,
  ]
  const insert = sql.prepare(
    `INSERT INTO users (username, display_name, language, created_at, ${writerColumns.join(', ')}, ${contactColumns.join(', ')})
     VALUES (@username, @displayName, @language, @now, @writer, @writer, ${contactFields.map((field) => `@${field}`).join(', ')})`,
  )
  const update = sql.prepare(
    `UPDATE users SET ${[...set, ...writersOfUnchanged, ...contactFields.map((field) => `${columnOf(field)} = @${field}`)].join(', ')} WHERE id = @id`,
  )
  const language = sql.prepare(`UPDATE users SET language = iif(${isUnread}, language, @language) WHERE id = @id`)
  const prove = sql.prepare('UPDATE users SET alternate_email_writer = id, alternate_email_proved = 1 WHERE id = ?')
  const reattributeEmail = sql.prepare(
    'UPDATE users SET alternate_email_proved = 0, alternate_email_writer = ? WHERE id = ? AND alternate_email_proved = 1',
  )
  const remove = sql.prepare(
    `UPDATE users SET deleted_at = ?, deleted_username = username, username = '#' || id, password_hash = NULL, credential_version = NULL,
       is_temporary = 0, must_change = 0, lapses_at = NULL,
       -- What the person once proved, somebody who comes back proves again: by then it may be another's.
       alternate_email_writer = iif(alternate_email_proved, id, alternate_email_writer), alternate_email_proved = 0
     WHERE id = ?`,
  )
  const block = sql.prepare('UPDATE users SET is_blocked = ? WHERE id = ?')
  const holders = sql
    .prepare<[string, number, number], number>(
      `SELECT DISTINCT r.user_id FROM user_roles r JOIN users u ON u.id = r.user_id
       WHERE r.role IN (SELECT value FROM json_each(?))
         AND (? OR NOT EXISTS (SELECT 1 FROM role_limits l WHERE l.user_id = r.user_id AND l.role = r.role))
         AND u.is_blocked = 0 AND u.deleted_at IS NULL AND coalesce(u.credential_version, u.password_hash) IS NOT NULL
         AND (u.is_temporary = 0 OR u.lapses_at IS NULL OR u.lapses_at > ?)`,
    )
    .pluck()
  const isOwn = sql.prepare<[number], number>('SELECT directory_id IS NULL FROM users WHERE id = ?').pluck()
  const count = sql.prepare('SELECT count(*) FROM users WHERE deleted_at IS NULL').pluck()
  const neverExpires = sql.prepare('UPDATE users SET never_expires = ? WHERE id = ?')

  return {
    get: (id: number): StoredUser | null => {
      const row = byId.get(id)
      if (row === undefined) return null
      const held = roles.all(id) as RoleName[]
      return asUser(row, held, limitsOf(id, held))
    },
    /** A deleted user under the name that they had. */
    getDeleted: (id: number): StoredUser | null => {
      const row = deleted.get(id)
      return row === undefined ? null : asUser({ ...row, username: row.deleted_username as string }, [], [])
    },
    idOf: (username: string): UserId | null => (idByName.get(username) ?? null) as UserId | null,
    /** Adds a user. `writer` is the author of the contact information; null for the first admin, who has none. */
    insert: (user: UserFields, now: number, writer: UserId | null): UserId =>
      Number(insert.run({ ...fieldsOf(user), now, writer }).lastInsertRowid) as UserId,
    update: (id: number, user: UserFields, writer: UserId) => update.run({ ...fieldsOf(user), id, writer }),
    setLanguage: (id: number, chosen: Language | null): void => void language.run({ id, language: chosen }),
    /** Marks the present alternate address as proved, because the person has typed the code that was sent there. */
    proveEmail: (id: number) => prove.run(id),
    /** Makes `possibleAuthor`, who may have used the account, the author of an address that counted as proved. */
    reattributeEmail: (id: number, possibleAuthor: number) => reattributeEmail.run(possibleAuthor, id),
    setNeverExpires: (id: number, isOn: boolean) => neverExpires.run(isOn ? 1 : 0, id),
    /** Takes an account out of use: removes its user name, its password and the proof of its address. */
    remove: (id: number, now: number) => remove.run(now, id),
    block: (id: number, isBlocked: boolean) => block.run(isBlocked ? 1 : 0, id),
    /** People with one of these roles, not limited to groups, who can sign in: not blocked, and with a password that has not lapsed. */
    enabledHolders: (wanted: readonly RoleName[], now: number) => holders.all(JSON.stringify(wanted), 0, now),
    /** Those of them who sign in without a connected directory. */
    enabledOwnHolders: (wanted: readonly RoleName[], now: number) =>
      holders.all(JSON.stringify(wanted), 0, now).filter((id) => isOwn.get(id) === 1),
    /** The same people as `enabledHolders`, each with all of their roles. */
    holdersWithRoles: (wanted: readonly RoleName[], now: number) =>
      holders.all(JSON.stringify(wanted), 0, now).map((id) => ({ id, roles: roles.all(id) as RoleName[] })),
    /** The same people, and those whose role is limited to groups. */
    allHolders: (wanted: readonly RoleName[], now: number) => holders.all(JSON.stringify(wanted), 1, now),
    count: () => count.get() as number,
  }
}

const fieldsOf = ({ username, displayName, language, contact }: UserFields) => ({
  ...contact,
  username,
  displayName,
  language,
})

type LimitRow = { readonly role: LimitableRole; readonly groupId: GroupId }

function asLimits(rows: readonly LimitRow[]): readonly RoleLimit[] {
  const groups = Map.groupBy(rows, ({ role }) => role)
  return [...groups].map(([role, limited]) => ({ role, groups: limited.map(({ groupId }) => groupId) }))
}

function asUser(row: Row, roles: readonly RoleName[], limits: readonly RoleLimit[]): StoredUser {
  return {
    id: row.id as UserId,
    username: row.username as string,
    displayName: row.display_name as string,
    contact: Object.fromEntries(namedColumns.map(([field, column]) => [field, row[column]])) as Contact,
    vouchers: {
      alternateEmail: row.alternate_email_proved === 1 ? 'proved' : (row.alternate_email_writer as UserId | null),
      mobilePhone: row.mobile_phone_writer as UserId | null,
    },
    language: row.language === null ? null : knownLanguage(String(row.language)),
    createdAt: row.created_at as number,
    isBlocked: row.is_blocked === 1,
    lockedUntil: row.locked_until as number | null,
    roles,
    limits,
    hasPassword: row.has_password === 1,
    isTemporary: row.is_temporary === 1,
    mustChange: row.must_change === 1,
    lapsesAt: row.lapses_at as number | null,
    changedAt: row.password_changed_at as number | null,
    neverExpires: row.never_expires === 1,
    isInDirectory: row.directory_id !== null,
    directoryId: row.directory_id as DirectoryId | null,
    expiresThere: row.expires_there as number | null,
    lockedThere: row.locked_there as number | null,
    lockedHere: row.locked_here as number | null,
    isProtected: row.is_protected === 1,
  }
}
