import type { DirectoryId } from '../../shared/directories.ts'
import type { JobId, UserId } from '../../shared/ids.ts'
import type { MatchEntry, OwnPerson } from '../../shared/rules/directory/match-people.ts'
import { rolesOf } from '../../shared/rules/role-bits.ts'
import { type RoleName, roleNames } from '../../shared/rules/role-matrix.ts'
import { contactFields } from '../../shared/users.ts'
import type { Sql } from '../db/database.ts'
import { columnOf } from '../db/user-columns.ts'

/** What a person takes from the entry: all that a look at the directory writes, and what Keydesk knows of the password there. */
export const takenColumns = [
  'username',
  'display_name',
  ...contactFields.map(columnOf),
  'is_blocked',
  'password_changed_at',
  'is_temporary',
  'must_change',
  'lapses_at',
  'never_expires',
  'credential_version',
  'directory_id',
  'directory_key',
  'locked_there',
  'expires_there',
  'is_protected',
] as const
/** Who stands for where codes go: kept with an address that stays the same, put aside with one that changes. */
export const authorColumns = ['alternate_email_writer', 'alternate_email_proved', 'mobile_phone_writer'] as const
/** What a person keeps: their number, language and lock in Keydesk. A deleted person is matched with nobody; the hash is put aside on its own. */
export const keptColumns = [
  'id',
  'created_at',
  'language',
  'locked_until',
  'deleted_at',
  'deleted_username',
  'password_hash',
] as const
const asideColumns = [...takenColumns, ...authorColumns]

/**
 * What becomes of the rows about an entry when its person takes its place. `refused`: nobody is matched while there are some. `moved`: they are
 * about the password, which the person now has, wrong ones that the directory has counted, or its groups, which go on naming them. `gone`: they go with the row, because what a stranger registered must not become the person's.
 * `record`: they say what was done to whom, under the number that it was done to.
 */
export const rowsOfEntry: Readonly<Record<string, 'refused' | 'moved' | 'gone' | 'record'>> = {
  user_roles: 'refused',
  role_limits: 'refused',
  password_intents: 'refused',
  secrets: 'moved',
  password_knowers: 'moved',
  authenticators: 'gone',
  recovery_codes: 'gone',
  security_answers: 'gone',
  email_changes: 'gone',
  contact_edits: 'gone',
  lapsed_there: 'gone',
  registrations: 'gone',
  group_members: 'moved',
  access_passes: 'gone',
  desk_codes: 'gone',
  reset_attempts: 'gone',
  reset_links: 'gone',
  lockouts: 'moved',
  password_history: 'gone',
  vault_slots: 'gone',
  adoptions: 'gone',
  job_items: 'record',
  request_people: 'record',
}

export type Row = Readonly<Record<string, string | number | null>>
export type StoredKnower = {
  readonly id: number
  readonly username: string
  readonly since: number
  readonly stage: number
}
/** The person as they were before they were matched. */
export type Before = { readonly row: Row; readonly knowers: readonly StoredKnower[] }
export type StoredAdoption = {
  readonly userId: UserId
  readonly directoryId: DirectoryId
  readonly version: string | null
  readonly before: Before | null
  readonly hash: string | null
}
type AdoptionRow = {
  readonly user_id: number
  readonly directory_id: number
  readonly version: string | null
  readonly before: string | null
  readonly password_hash: string | null
}
export type ListedAdoption = {
  readonly userId: UserId
  readonly username: string
  readonly displayName: string
  readonly adoptedAt: number
  readonly canUndo: number
}
/** `next` is null at the end. */
export type Page<T, K> = { readonly rows: readonly T[]; readonly next: K | null }
type PersonRow = readonly [
  id: number,
  username: string,
  displayName: string,
  mail: string,
  isBlocked: number,
  roleBits: number,
  isUsed: number,
]
type EntryRow = readonly [...PersonRow, key: string]

/** How many people are read at once: a few milliseconds. */
const atOnce = 1000

/** The SQL of matching people with entries. */
export function createAdoptionsStore(sql: Sql) {
  const roleBits = `(SELECT coalesce(sum(CASE role ${roleNames.map((role, at) => `WHEN '${role}' THEN ${1 << at}`).join(' ')} ELSE 0 END), 0)
    FROM user_roles WHERE user_id = users.id)`
  const used = ['authenticators', 'recovery_codes', 'security_answers']
  const isInOwnGroup = `EXISTS (SELECT 1 FROM group_members m JOIN user_groups g ON g.id = m.group_id
    WHERE m.user_id = users.id AND g.kind <> 'directory')`
  const isUsed = [
    ...used.map((table) => `EXISTS (SELECT 1 FROM ${table} WHERE user_id = users.id)`),
    isInOwnGroup,
  ].join(' OR ')
  const person = `id, username, display_name, alternate_email, is_blocked, ${roleBits}`
  const own = sql
    .prepare<[number], PersonRow>(
      // The plus keeps SQLite from an index in another order, which would be sorted anew for each page.
      `SELECT ${person}, 0 FROM users WHERE id > ? AND +directory_id IS NULL AND +deleted_at IS NULL ORDER BY id LIMIT ${atOnce}`,
    )
    .raw()
  const there = sql
    .prepare<[number, string], EntryRow>(
      `SELECT ${person}, (${isUsed}), directory_key FROM users
       WHERE directory_id = ? AND directory_key > ? AND +deleted_at IS NULL ORDER BY directory_key LIMIT ${atOnce}`,
    )
    .raw()
  const oneOwn = sql
    .prepare<[number], PersonRow>(
      `SELECT ${person}, 0 FROM users WHERE id = ? AND directory_id IS NULL AND deleted_at IS NULL`,
    )
    .raw()
  const oneThere = sql
    .prepare<[number, number], PersonRow>(
      `SELECT ${person}, (${isUsed}) FROM users WHERE id = ? AND directory_id = ? AND deleted_at IS NULL`,
    )
    .raw()
  const aside = sql.prepare<[number], Row>(`SELECT ${asideColumns.join(', ')} FROM users WHERE id = ?`)
  const hashOf = sql.prepare<[number], string | null>('SELECT password_hash FROM users WHERE id = ?').pluck()
  const isOnItsWay = sql
    .prepare<[number, number], number>('SELECT EXISTS (SELECT 1 FROM password_intents WHERE user_id IN (?, ?))')
    .pluck()
  const removeUser = sql.prepare('DELETE FROM users WHERE id = ?')
  const take = sql.prepare(
    `UPDATE users SET
       alternate_email_writer = iif(alternate_email IS @alternate_email, alternate_email_writer, NULL),
       alternate_email_proved = iif(alternate_email IS @alternate_email, alternate_email_proved, 0),
       mobile_phone_writer = iif(mobile_phone IS @mobile_phone, mobile_phone_writer, NULL),
       ${takenColumns.map((column) => `${column} = @${column}`).join(', ')}, password_hash = NULL WHERE id = @id`,
  )
  const giveBack = sql.prepare(
    `UPDATE users SET ${asideColumns.map((column) => `${column} = @${column}`).join(', ')}, password_hash = @hash,
       deleted_at = NULL, deleted_username = NULL WHERE id = @id`,
  )
  const moveInGroups = sql.prepare(
    `UPDATE group_members SET user_id = @to
     WHERE user_id = @from AND group_id IN (SELECT id FROM user_groups WHERE kind = 'directory')`,
  )
  const separate = sql.prepare(
    `INSERT INTO users (created_at, ${takenColumns.join(', ')}) VALUES (@now, ${takenColumns.map((column) => `@${column}`).join(', ')})`,
  )
  const insert = sql.prepare(
    `INSERT INTO adoptions (user_id, job, directory_id, adopted_at, version, before, password_hash)
     VALUES (@userId, @job, @directoryId, @now, @version, @before, @hash)`,
  )
  const one = sql.prepare<[number], AdoptionRow>(
    'SELECT user_id, directory_id, version, before, password_hash FROM adoptions WHERE user_id = ?',
  )
  const remove = sql.prepare('DELETE FROM adoptions WHERE user_id = ?')
  const forget = sql.prepare(
    'UPDATE adoptions SET before = NULL, password_hash = NULL WHERE user_id = ? AND before IS NOT NULL',
  )
  // The hashes of earlier passwords are of no use to somebody who never gets the last one back.
  const forgetHistory = sql.prepare('DELETE FROM password_history WHERE user_id = ?')
  const isChanged = sql
    .prepare<[number], number>(
      'SELECT a.version IS NOT u.credential_version FROM adoptions a JOIN users u ON u.id = a.user_id WHERE a.user_id = ?',
    )
    .pluck()
  const old = sql.prepare<[number], number>('SELECT user_id FROM adoptions WHERE adopted_at <= ? LIMIT 1000').pluck()
  const from = 'FROM adoptions a JOIN users u ON u.id = a.user_id WHERE a.directory_id = ? AND u.deleted_at IS NULL'
  const listed = sql.prepare<[number, number, number], ListedAdoption>(
    `SELECT u.id AS userId, u.username, u.display_name AS displayName, a.adopted_at AS adoptedAt,
       a.before IS NOT NULL AND a.version IS u.credential_version AS canUndo ${from} ORDER BY a.adopted_at DESC, u.id LIMIT ? OFFSET ?`,
  )
  const counted = sql.prepare<[number], { total: number; undoable: number }>(
    `SELECT count(*) AS total, coalesce(sum(a.before IS NOT NULL AND a.version IS u.credential_version), 0) AS undoable ${from}`,
  )
  const undoable = sql
    .prepare<[number], UserId>(
      `SELECT u.id ${from} AND a.before IS NOT NULL AND a.version IS u.credential_version ORDER BY u.id`,
    )
    .pluck()
  const undoableOf = sql
    .prepare<[number, string], UserId>(
      `SELECT u.id ${from} AND a.before IS NOT NULL AND a.version IS u.credential_version AND a.job = ? ORDER BY u.id`,
    )
    .pluck()

  return {
    /** Keydesk's own people with ids above `after`, or the entries of a directory with keys behind it: a page, and where the next one begins. */
    ownAfter: (after: number): Page<OwnPerson, number> => {
      const found = own.all(after).map(asPerson)
      return { rows: found, next: found.at(-1)?.id ?? null }
    },
    entriesAfter: (directory: DirectoryId, after: string): Page<MatchEntry, string> => {
      const found = there.all(directory, after)
      return { rows: found.map(asEntry), next: found.at(-1)?.[7] ?? null }
    },
    own: (id: number): OwnPerson | null => asMaybe(oneOwn.get(id), asPerson),
    entry: (directory: DirectoryId, id: number): MatchEntry | null => asMaybe(oneThere.get(id, directory), asEntry),
    isPasswordOnItsWay: (userId: number, entryId: number): boolean => isOnItsWay.get(userId, entryId) === 1,
    /** What is taken from somebody, or put aside. */
    rowOf: (id: number): Row => aside.get(id) ?? {},
    hashOf: (id: number): string | null => hashOf.get(id) ?? null,
    /** Gives the person what the entry had, and takes their password; the row of the entry must be gone by then. */
    take: (id: number, entry: Row): void => void take.run({ ...entry, id }),
    removeEntry: (id: number): void => void removeUser.run(id),
    /** Who is in the directory's own groups is whoever the directory names there. */
    moveInGroups: (from: number, to: number): void => void moveInGroups.run({ from, to }),
    giveBack: (id: number, row: Row, hash: string | null): void => void giveBack.run({ ...row, id, hash }),
    /** The entry as somebody of its own again; answers the number. */
    separate: (row: Row, now: number): UserId => Number(separate.run({ ...row, now }).lastInsertRowid) as UserId,
    insert: (facts: {
      userId: UserId
      job: string
      directoryId: DirectoryId
      now: number
      version: string | null
      before: Before
      hash: string | null
    }): void => void insert.run({ ...facts, before: JSON.stringify(facts.before) }),
    get: (userId: number): StoredAdoption | null => {
      const row = one.get(userId)
      if (row === undefined) return null
      return {
        userId: row.user_id as UserId,
        directoryId: row.directory_id as DirectoryId,
        version: row.version,
        before: row.before === null ? null : (JSON.parse(row.before) as Before),
        hash: row.password_hash,
      }
    },
    remove: (userId: number): void => void remove.run(userId),
    /** Erases what an undo would need; that somebody was matched stays known. */
    forget: (userId: number): void => {
      if (forget.run(userId).changes > 0) forgetHistory.run(userId)
    },
    /** Whether the directory has another password for somebody than when they were matched. */
    isChanged: (userId: number): boolean => isChanged.get(userId) === 1,
    olderThan: (instant: number): readonly number[] => old.all(instant),
    list: (directory: DirectoryId, limit: number, offset: number) => listed.all(directory, limit, offset),
    count: (directory: DirectoryId) => counted.get(directory) ?? { total: 0, undoable: 0 },
    /** Whose match can be undone: of the whole directory, or of one job. */
    undoable: (directory: DirectoryId, job: JobId | null): readonly UserId[] =>
      job === null ? undoable.all(directory) : undoableOf.all(directory, job),
  }
}

function asMaybe<T>(row: PersonRow | undefined, as: (row: PersonRow) => T): T | null {
  return row === undefined ? null : as(row)
}

function asPerson([id, username, displayName, mail, isBlocked, bits]: PersonRow): OwnPerson {
  const roles: readonly RoleName[] = rolesOf(bits)
  return { id, username, displayName, mail, isBlocked: isBlocked === 1, roles }
}

function asEntry([id, username, displayName, mail, isBlocked, bits, isUsed]: PersonRow | EntryRow): MatchEntry {
  return { id, username, displayName, mail, isBlocked: isBlocked === 1, hasRoles: bits !== 0, isUsed: isUsed === 1 }
}
