import { z } from 'zod'
import { type DirectoryConnection, type DirectoryId, directoryConnection } from '../../shared/directories.ts'
import { type DirectoryFault, directoryFault } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import { directoryRules, type Fact, type LockRules } from '../../shared/rules/directory/directory-rules.ts'
import type { Sql } from '../db/database.ts'
import type { DirectoryKey } from '../directory/directory.ts'

export type StoredDirectory = {
  readonly id: DirectoryId
  readonly connection: DirectoryConnection
  readonly sealed: Uint8Array
  /** Where the next look begins; null for a look at everybody. */
  readonly cursor: string | null
  readonly lookedAt: number | null
  /** When the last look at everybody reached its end. */
  readonly wholeAt: number | null
  /** How many people the last look at everybody missed, who are still on the list because they are many. */
  readonly missing: number
  readonly fault: DirectoryFault | null
  /** What becomes of the people of one that is being disconnected; null while it is connected. */
  readonly leaving: Leaving | null
}
export type Leaving = 'remove' | 'keep'
type Row = {
  readonly id: number
  readonly connection: string
  readonly sealed: Uint8Array
  readonly cursor: string | null
  readonly looked_at: number | null
  readonly whole_at: number | null
  readonly missing: number
  readonly fault: string | null
  readonly leaving: Leaving | null
}
export type DirectoriesStore = ReturnType<typeof createDirectoriesStore>

/** The SQL of connected directories. */
export function createDirectoriesStore(sql: Sql) {
  const columns = 'id, connection, sealed, cursor, looked_at, whole_at, missing, fault, leaving'
  const all = sql.prepare<[], Row>(`SELECT ${columns} FROM directories ORDER BY id`)
  const one = sql.prepare<[number], Row>(`SELECT ${columns} FROM directories WHERE id = ?`)
  const insert = sql.prepare("INSERT INTO directories (connection, sealed, created_at) VALUES (?, x'', ?)")
  // Another server counts changes by itself, so that the next look is one at everybody.
  const save = sql.prepare(
    'UPDATE directories SET connection = ?, cursor = NULL, missing = 0, fault = NULL, locks = NULL WHERE id = ?',
  )
  const seal = sql.prepare('UPDATE directories SET sealed = ? WHERE id = ?')
  const looked = sql.prepare(
    'UPDATE directories SET cursor = @cursor, looked_at = @now, whole_at = iif(@isWhole, @now, whole_at), missing = @missing, fault = NULL WHERE id = @id',
  )
  const failed = sql.prepare('UPDATE directories SET fault = ? WHERE id = ? AND fault IS NOT ?')
  // The password of the account is of no use any more.
  const leave = sql.prepare(
    "UPDATE directories SET leaving = ?, sealed = x'', cursor = NULL, fault = NULL WHERE id = ?",
  )
  const remove = sql.prepare('DELETE FROM directories WHERE id = ?')
  const admins = sql.prepare<[number], { username: string; roles: string }>(
    `SELECT u.username, group_concat(r.role, ', ') AS roles FROM users u JOIN user_roles r ON r.user_id = u.id
     WHERE u.directory_id = ? AND u.deleted_at IS NULL GROUP BY u.id ORDER BY u.id`,
  )
  const home = sql.prepare<[number], { id: number; key: string }>(
    'SELECT directory_id AS id, directory_key AS key FROM users WHERE id = ? AND directory_id IS NOT NULL',
  )
  const names = sql.prepare<[], { id: number; name: string }>(
    "SELECT id, connection ->> 'name' AS name FROM directories ORDER BY id",
  )
  const keepLocks = sql.prepare('UPDATE directories SET locks = @locks WHERE id = @id AND locks IS NOT @locks')
  const locks = sql.prepare<[], { name: string; locks: string | null }>(
    "SELECT connection ->> 'name' AS name, locks FROM directories ORDER BY id",
  )
  const peopleOf = sql
    .prepare<[number, number], UserId>(
      'SELECT id FROM users WHERE directory_id = ? AND deleted_at IS NULL AND (never_expires = 1 OR ?)',
    )
    .pluck()
  const people = sql
    .prepare<[number], number>('SELECT count(*) FROM users WHERE directory_id = ? AND deleted_at IS NULL')
    .pluck()

  return {
    list: (): readonly StoredDirectory[] => all.all().map(storedOf),
    get: (id: number): StoredDirectory | null => {
      const row = one.get(id)
      return row === undefined ? null : storedOf(row)
    },
    insert: (connection: DirectoryConnection, now: number): DirectoryId =>
      Number(insert.run(JSON.stringify(connection), now).lastInsertRowid) as DirectoryId,
    save: (id: DirectoryId, connection: DirectoryConnection): void => void save.run(JSON.stringify(connection), id),
    seal: (id: DirectoryId, sealed: Uint8Array): void => void seal.run(sealed, id),
    looked: (
      id: DirectoryId,
      { cursor, isWhole, missing, now }: { cursor: string; isWhole: boolean; missing: number; now: number },
    ): void => void looked.run({ id, cursor, isWhole: isWhole ? 1 : 0, missing, now }),
    failed: (id: DirectoryId, fault: DirectoryFault): void => void failed.run(fault, id, fault),
    remove: (id: DirectoryId): void => void remove.run(id),
    /** The directory of somebody and their key there; null for people of Keydesk's own. */
    homeOf: (id: UserId): { readonly id: DirectoryId; readonly key: DirectoryKey } | null => {
      const row = home.get(id)
      return row === undefined ? null : { id: row.id as DirectoryId, key: row.key }
    },
    /** The names of all by their ids. */
    names: (): ReadonlyMap<number, string> => new Map(names.all().map(({ id, name }) => [id, name])),
    keepLocks: (id: DirectoryId, now: readonly Fact<LockRules>[]): void =>
      void keepLocks.run({ id, locks: JSON.stringify(now) }),
    /** When each directory locks people, by its name, as it was last read. */
    locks: (): readonly { readonly name: string; readonly locks: readonly Fact<LockRules>[] }[] =>
      locks.all().map((row) => ({ name: row.name, locks: locksOf(row.locks) })),
    /** The people of a directory, or those of them whose passwords never expire. */
    peopleOf: (id: DirectoryId, which: 'all' | 'neverExpires'): readonly UserId[] =>
      peopleOf.all(id, which === 'all' ? 1 : 0),
    people: (id: DirectoryId): number => people.get(id) ?? 0,
    /** From now on nobody signs in by the directory. */
    leave: (id: DirectoryId, leaving: Leaving): void => void leave.run(leaving, id),
    /** The people of a directory who have roles in Keydesk. */
    admins: (id: DirectoryId) => admins.all(id),
  }
}

const storedLocks = directoryRules.shape.lock.or(z.literal('unknown')).array().min(1)

function locksOf(text: string | null): readonly Fact<LockRules>[] {
  return text === null ? ['unknown'] : storedLocks.catch(['unknown']).parse(JSON.parse(text))
}

function storedOf(row: Row): StoredDirectory {
  const { id, connection, sealed, cursor, looked_at, whole_at, missing, fault, leaving } = row
  return {
    id: id as DirectoryId,
    connection: directoryConnection.parse(JSON.parse(connection)),
    sealed,
    cursor,
    lookedAt: looked_at,
    wholeAt: whole_at,
    missing,
    fault: fault === null ? null : directoryFault.catch('refused').parse(fault),
    leaving,
  }
}
