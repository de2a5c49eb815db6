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
  const members = sql.prepare<[number], UserId>('SELECT user_id FROM group_members WHERE group_id = ?').pluck()
  const addMembers = sql.prepare('INSERT OR IGNORE INTO group_members SELECT ?, value FROM json_each(?)')
  const removeMembers = sql.prepare(`DELETE FROM group_members WHERE group_id = ? AND user_id IN ${given}`)
  const removeSubgroups = sql.prepare(`DELETE FROM group_groups WHERE parent_id = ? AND child_id NOT IN ${given}`)
  const addSubgroups = sql.prepare('INSERT OR IGNORE INTO group_groups SELECT ?, value FROM json_each(?)')
  const people = sql
    .prepare<[number, string], UserId>(`SELECT id FROM users WHERE directory_id = ? AND directory_key IN ${given}`)
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
    membersOf: (id: GroupId): ReadonlySet<UserId> => new Set(members.all(id)),
    addMembers: (id: GroupId, some: readonly UserId[]): void => void addMembers.run(id, JSON.stringify(some)),
    removeMembers: (id: GroupId, some: readonly UserId[]): void => void removeMembers.run(id, JSON.stringify(some)),
    setSubgroups: (id: GroupId, held: readonly GroupId[]): void => {
      const ids = JSON.stringify(held)
      removeSubgroups.run(id, ids)
      addSubgroups.run(id, ids)
    },
    /** The people and the groups with one of these keys. */
    peopleOf: (directory: DirectoryId, keys: readonly DirectoryKey[]) => people.all(directory, JSON.stringify(keys)),
    groupsOf: (directory: DirectoryId, keys: readonly DirectoryKey[]) => groups.all(directory, JSON.stringify(keys)),
  }
}
