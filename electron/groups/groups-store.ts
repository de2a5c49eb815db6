import type { DirectoryId } from '../../shared/directories.ts'
import type { GroupKind, OwnGroupKind } from '../../shared/groups.ts'
import type { GroupId, UserId } from '../../shared/ids.ts'
import type { Sql } from '../db/database.ts'

export type GroupRow = {
  readonly id: GroupId
  readonly name: string
  readonly kind: GroupKind
  /** The directory that it is a group of; null for Keydesk's own. */
  readonly directoryId: DirectoryId | null
  /** Since when that directory has it no more, milliseconds UTC; null where it has. */
  readonly goneAt: number | null
}
export type GroupDepartment = { readonly key: string; readonly department: string }

/** The SQL of groups. Lists of ids go in as one JSON text, so that one statement serves a hundred thousand people. */
export function createGroupsStore(sql: Sql) {
  const columns = 'g.id, g.name, g.kind, g.directory_id AS directoryId, g.gone_at AS goneAt'
  const all = sql.prepare<[], GroupRow>(`SELECT ${columns} FROM user_groups g`)
  const one = sql.prepare<[number], GroupRow>(`SELECT ${columns} FROM user_groups g WHERE id = ?`)
  const byKey = sql
    .prepare<[string], GroupId>('SELECT id FROM user_groups WHERE name_key = ? AND directory_id IS NULL')
    .pluck()
  const count = sql.prepare<[], number>('SELECT count(*) FROM user_groups WHERE directory_id IS NULL').pluck()
  const insert = sql.prepare('INSERT INTO user_groups (name, name_key, kind, created_at) VALUES (?, ?, ?, ?)')
  const update = sql.prepare('UPDATE user_groups SET name = ?, name_key = ?, kind = ? WHERE id = ?')
  const remove = sql.prepare('DELETE FROM user_groups WHERE id = ?')
  const departments = sql
    .prepare<[number], string>('SELECT department FROM group_departments WHERE group_id = ? ORDER BY key')
    .pluck()
  const clearDepartments = sql.prepare('DELETE FROM group_departments WHERE group_id = ?')
  const addDepartment = sql.prepare('INSERT OR IGNORE INTO group_departments VALUES (?, ?, ?)')
  const subgroups = sql.prepare<[number], GroupRow>(
    `SELECT ${columns} FROM group_groups n JOIN user_groups g ON g.id = n.child_id WHERE n.parent_id = ?`,
  )
  const within = sql.prepare<[number], GroupRow>(
    `SELECT ${columns} FROM group_groups n JOIN user_groups g ON g.id = n.parent_id WHERE n.child_id = ?`,
  )
  const groupCounts = sql
    .prepare<[], [GroupId, number]>('SELECT parent_id, count(*) FROM group_groups GROUP BY parent_id')
    .raw()
  const given = '(SELECT value FROM json_each(?))'
  const addMembers = sql.prepare(`INSERT OR IGNORE INTO group_members SELECT ?, value FROM json_each(?)`)
  const removeMembers = sql.prepare(`DELETE FROM group_members WHERE group_id = ? AND user_id IN ${given}`)
  const clearMembers = sql.prepare('DELETE FROM group_members WHERE group_id = ?')
  const direct = sql
    .prepare<[number, string], UserId>(`SELECT user_id FROM group_members WHERE group_id = ? AND user_id IN ${given}`)
    .pluck()

  return {
    all: () => all.all(),
    get: (id: number) => one.get(id) ?? null,
    /** The id of one of Keydesk's own groups. */
    idOf: (key: string) => byKey.get(key) ?? null,
    /** How many of them there are. */
    count: () => count.get() as number,
    insert: (name: string, key: string, kind: OwnGroupKind, now: number) =>
      Number(insert.run(name, key, kind, now).lastInsertRowid) as GroupId,
    update: (id: number, name: string, key: string, kind: OwnGroupKind) => update.run(name, key, kind, id),
    remove: (id: number) => remove.run(id),
    departmentsOf: (id: number) => departments.all(id),
    setDepartments: (id: number, named: readonly GroupDepartment[]) => {
      clearDepartments.run(id)
      for (const { key, department } of named) addDepartment.run(id, key, department)
    },
    /** How many groups each group holds directly; those without any are left out. */
    groupCounts: (): ReadonlyMap<GroupId, number> => new Map(groupCounts.all()),
    subgroupsOf: (id: number) => subgroups.all(id),
    withinOf: (id: number) => within.all(id),
    /** Those of these people who were picked for the group. */
    direct: (id: number, people: readonly UserId[]) => new Set(direct.all(id, JSON.stringify(people))),
    addMembers: (id: number, people: readonly UserId[]) => addMembers.run(id, JSON.stringify(people)).changes,
    removeMembers: (id: number, people: readonly UserId[]) => removeMembers.run(id, JSON.stringify(people)).changes,
    clearMembers: (id: number) => clearMembers.run(id).changes,
    ...nestingStore(sql),
  }
}

function nestingStore(sql: Sql) {
  const add = sql.prepare('INSERT OR IGNORE INTO group_groups VALUES (?, ?)')
  const remove = sql.prepare('DELETE FROM group_groups WHERE parent_id = ? AND child_id = ?')
  return {
    /** True where the parent did not hold it before. */
    addGroup: (parent: number, child: number) => add.run(parent, child).changes > 0,
    removeGroup: (parent: number, child: number) => remove.run(parent, child).changes > 0,
  }
}
