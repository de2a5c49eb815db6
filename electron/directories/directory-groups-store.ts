import type { DirectoryId } from '../../shared/directories.ts'
import type { GroupId, UserId } from '../../shared/ids.ts'
import { groupNameKey } from '../../shared/rules/groups.ts'
import type { Sql } from '../db/database.ts'
import type { DirectoryKey } from '../directory/directory.ts'

type Row = {
  readonly id: GroupId
  readonly key: DirectoryKey
  readonly name: string
  readonly version: string | null
  readonly goneAt: number | null
}

/** The SQL of the groups of directories. Lists of keys and of ids go in as one JSON text. */
export function createDirectoryGroupsStore(sql: Sql) {
  const given = '(SELECT value FROM json_each(?))'
  const all = sql.prepare<[number], Row>(
    `SELECT id, directory_key AS "key", name, directory_version AS version, gone_at AS goneAt FROM user_groups WHERE directory_id = ?`,
  )
  const one = sql
    .prepare<[number, string], GroupId>('SELECT id FROM user_groups WHERE directory_id = ? AND directory_key = ?')
    .pluck()
  const nameOf = sql.prepare<[number], string>('SELECT name FROM user_groups WHERE id = ?').pluck()
  const insert = sql.prepare(
    `INSERT INTO user_groups (name, name_key, kind, created_at, directory_id, directory_key) VALUES (?, ?, 'directory', ?, ?, ?)`,
  )
  const freeName = sql.prepare("UPDATE user_groups SET name_key = '#' || id WHERE id = ?")
  const rename = sql.prepare('UPDATE user_groups SET name = ?, name_key = ? WHERE id = ?')
  const gone = sql.prepare('UPDATE user_groups SET gone_at = ?, directory_version = NULL WHERE id = ?')
  const back = sql.prepare('UPDATE user_groups SET gone_at = NULL, name = ?, name_key = ? WHERE id = ?')
  const version = sql.prepare('UPDATE user_groups SET directory_version = ? WHERE id = ?')
  const readAgain = sql.prepare('UPDATE user_groups SET directory_version = NULL WHERE directory_id = ?')
  const remove = sql.prepare('DELETE FROM user_groups WHERE id = ?')
  const removeAll = sql.prepare('DELETE FROM user_groups WHERE directory_id = ?')
  const members = sql
    .prepare<[number, number], DirectoryKey>(
      `SELECT u.directory_key FROM group_members m JOIN users u ON u.id = m.user_id WHERE m.group_id = ? AND u.directory_id = ?`,
    )
    .pluck()
  // By keys, because matching and its undoing give an entry another person.
  const behind = `SELECT id FROM users WHERE directory_id = @directory AND directory_key IN (SELECT value FROM json_each(@keys))`
  type Some = { readonly id: number; readonly directory: number; readonly keys: string }
  const addMembers = sql
    .prepare<[Some], UserId>(
      `INSERT OR IGNORE INTO group_members (group_id, user_id) SELECT @id, id FROM (${behind}) RETURNING user_id`,
    )
    .pluck()
  const removeMembers = sql
    .prepare<[Some], UserId>(
      `DELETE FROM group_members WHERE group_id = @id AND user_id IN (${behind}) RETURNING user_id`,
    )
    .pluck()
  const removeSubgroups = sql.prepare(`DELETE FROM group_groups WHERE parent_id = ? AND child_id NOT IN ${given}`)
  const addSubgroups = sql.prepare('INSERT OR IGNORE INTO group_groups SELECT ?, value FROM json_each(?)')
  const people = sql
    .prepare<[number, string], DirectoryKey>(
      `SELECT directory_key FROM users WHERE directory_id = ? AND directory_key IN ${given}`,
    )
    .pluck()
  const groups = sql
    .prepare<[number, string], GroupId>(
      `SELECT id FROM user_groups WHERE directory_id = ? AND directory_key IN ${given}`,
    )
    .pluck()

  return {
    /** All groups of a directory, those that it has no more too. */
    of: (directory: DirectoryId) => all.all(directory),
    idOf: (directory: DirectoryId, key: DirectoryKey): GroupId | null => one.get(directory, key) ?? null,
    nameOf: (id: GroupId): string => nameOf.get(id) ?? '',
    insert: (directory: DirectoryId, key: DirectoryKey, name: string, now: number): void =>
      void insert.run(name, groupNameKey(name), now, directory, key),
    /** Lets another group have the name; this one keeps it for showing. */
    freeName: (id: GroupId): void => void freeName.run(id),
    rename: (id: GroupId, name: string): void => void rename.run(name, groupNameKey(name), id),
    setGone: (id: GroupId, now: number): void => void gone.run(now, id),
    setBack: (id: GroupId, name: string): void => void back.run(name, groupNameKey(name), id),
    setVersion: (id: GroupId, read: string): void => void version.run(read, id),
    readAgain: (directory: DirectoryId): void => void readAgain.run(directory),
    remove: (id: GroupId): void => void remove.run(id),
    removeAll: (directory: DirectoryId): void => void removeAll.run(directory),
    /** The keys of the people of a directory who are in a group of it. */
    membersOf: (directory: DirectoryId, id: GroupId): ReadonlySet<DirectoryKey> => new Set(members.all(id, directory)),
    /** Puts the people behind some keys into a group, or takes them out of it; answers who they are. */
    addMembers: (directory: DirectoryId, id: GroupId, keys: readonly DirectoryKey[]) =>
      addMembers.all({ id, directory, keys: JSON.stringify(keys) }),
    removeMembers: (directory: DirectoryId, id: GroupId, keys: readonly DirectoryKey[]) =>
      removeMembers.all({ id, directory, keys: JSON.stringify(keys) }),
    setSubgroups: (id: GroupId, held: readonly GroupId[]): void => {
      const ids = JSON.stringify(held)
      removeSubgroups.run(id, ids)
      addSubgroups.run(id, ids)
    },
    /** Behind which of these keys there is somebody, and the groups with one of them. */
    knownOf: (directory: DirectoryId, keys: readonly DirectoryKey[]) => people.all(directory, JSON.stringify(keys)),
    groupsOf: (directory: DirectoryId, keys: readonly DirectoryKey[]) => groups.all(directory, JSON.stringify(keys)),
  }
}
