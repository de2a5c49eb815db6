import type { GroupId, UserId } from '../../shared/ids.ts'
import { closureOf, departmentKey, groupNameKey } from '../../shared/rules/groups.ts'
import type { Sql } from '../db/database.ts'
import type { Watched, Watcher } from './watcher.ts'

/** Who is in which group, nested groups and departments resolved: for every slice that works on a group's people. */
export type Membership = ReturnType<typeof createMembership>

type People = { readonly present: ReadonlySet<UserId>; readonly deleted: ReadonlySet<UserId> }

/**
 * Who is in which group, from sets that are kept in memory until a table that they depend on changes, so that a hundred thousand people are
 * read once and not for every question.
 */
export function createMembership({ sql, watcher }: { readonly sql: Sql; readonly watcher: Watcher }) {
  renewKeys(sql)
  const store = createMembershipStore(sql)
  const cache = new Map<string, People>()
  const changes = watcher.watch(watched)

  /** The groups whose people count as people of a group; those that a directory has no more only where the last known people are asked for. */
  function counting(id: GroupId, hasGone: boolean): readonly GroupId[] {
    if (hasGone) return [...closureOf([id], store.subgroupsOf)]
    const gone = store.gone()
    const held = closureOf([id], (group) => (gone.has(group) ? [] : store.subgroupsOf(group)))
    return [...held].filter((group) => !gone.has(group))
  }

  function read(id: GroupId, hasGone: boolean): People {
    const groups = JSON.stringify(counting(id, hasGone))
    const everybody = [...store.members(groups), ...departmentPeople(groups)]
    const present = new Set(everybody)
    const deleted = new Set<UserId>()
    for (const gone of store.deleted()) if (present.delete(gone)) deleted.add(gone)
    return { present, deleted }
  }

  function departmentPeople(groups: string): readonly UserId[] {
    const keys = new Set(store.departmentKeys(groups))
    if (keys.size === 0) return []
    return store.inDepartments(store.departments().filter((department) => keys.has(departmentKey(department))))
  }

  function peopleOf(id: GroupId, hasGone = false): People {
    // Changes of an open transaction may be undone, so that what is read now is not kept.
    if (changes.isUndecided()) return read(id, hasGone)
    changes.take(() => cache.clear())
    const key = `${id} ${hasGone}`
    let people = cache.get(key)
    if (people === undefined) {
      people = read(id, hasGone)
      cache.set(key, people)
    }
    return people
  }

  const isAmong = (userId: UserId, groups: readonly GroupId[], hasGone: boolean) =>
    groups.some((id) => {
      const { present, deleted } = peopleOf(id, hasGone)
      return present.has(userId) || deleted.has(userId)
    })

  return {
    /** Everybody in a group who has not been deleted; empty for a group that is gone. */
    membersOf: (id: GroupId): ReadonlySet<UserId> => peopleOf(id).present,
    /** Whether somebody is in one of the groups; a deleted person who can be restored still is. */
    isIn: (userId: UserId, groups: readonly GroupId[]): boolean => isAmong(userId, groups, false),
    /**
     * The same for rules and exceptions: they hold on for the last known people of a group that its directory has no more, so that they don't
     * end because an account has lost the right to read.
     */
    isStillIn: (userId: UserId, groups: readonly GroupId[]): boolean => isAmong(userId, groups, true),
    stillMembersOf: (id: GroupId): ReadonlySet<UserId> => peopleOf(id, true).present,
    /** How many people are directly in each group; groups without any are left out. */
    directCounts: (): ReadonlyMap<GroupId, number> => store.directCounts(),
    /** Every group that somebody is in, directly, by department or through another group. */
    groupsOf: (userId: UserId): readonly GroupId[] => {
      const department = store.departmentOf(userId)
      const direct = [...store.picking(userId), ...store.byDepartment(departmentKey(department))]
      const gone = store.gone()
      const there = (groups: readonly GroupId[]) => groups.filter((id) => !gone.has(id))
      return [...closureOf(there(direct), (id) => there(store.parentsOf(id)))]
    },
    /** A group and all that hold it, directly or through others. */
    holdersOf: (id: GroupId): ReadonlySet<GroupId> => closureOf([id], store.parentsOf),
    /** The groups that hold the people of a department because of it, directly or through others. */
    holdersOfDepartment: (department: string): ReadonlySet<GroupId> =>
      closureOf(store.byDepartment(departmentKey(department)), store.parentsOf),
    /** Whether some group consists of this department, so that a change of department changes who is in the group. */
    isGrouped: (department: string): boolean => store.byDepartment(departmentKey(department)).length > 0,
    /** The groups that a group holds, for the check of circles. */
    subgroupsOf: store.subgroupsOf,
  }
}

/** Makes the stored keys anew where an earlier version of Keydesk told apart what is one today; a name that another group has by now keeps its key. */
function renewKeys(sql: Sql): void {
  const departments = sql
    .prepare<[], { group: GroupId; key: string; department: string }>(
      'SELECT group_id AS "group", key, department FROM group_departments',
    )
    .all()
    .filter(({ key, department }) => departmentKey(department) !== key)
  const names = sql
    .prepare<[], { id: GroupId; name: string; key: string }>(
      'SELECT id, name, name_key AS key FROM user_groups WHERE directory_id IS NULL',
    )
    .all()
    .filter(({ name, key }) => groupNameKey(name) !== key)
  if (departments.length + names.length === 0) return
  const remove = sql.prepare('DELETE FROM group_departments WHERE group_id = ? AND key = ?')
  const add = sql.prepare('INSERT OR IGNORE INTO group_departments VALUES (?, ?, ?)')
  const rename = sql.prepare('UPDATE OR IGNORE user_groups SET name_key = ? WHERE id = ?')
  sql.transaction(() => {
    for (const { group, key } of departments) remove.run(group, key)
    for (const { group, department } of departments) add.run(group, departmentKey(department), department)
    for (const { id, name } of names) rename.run(groupNameKey(name), id)
  })()
}

function createMembershipStore(sql: Sql) {
  const ids = <T extends number>(text: string) => sql.prepare<unknown[], T>(text).pluck()
  const texts = (text: string) => sql.prepare<unknown[], string>(text).pluck()
  const given = '(SELECT value FROM json_each(?))'
  const children = ids<GroupId>('SELECT child_id FROM group_groups WHERE parent_id = ?')
  const parents = ids<GroupId>('SELECT parent_id FROM group_groups WHERE child_id = ?')
  const members = ids<UserId>(`SELECT user_id FROM group_members WHERE group_id IN ${given}`)
  const deleted = ids<UserId>('SELECT id FROM users WHERE deleted_at IS NOT NULL')
  const gone = ids<GroupId>('SELECT id FROM user_groups WHERE gone_at IS NOT NULL')
  const directCounts = sql
    .prepare<[], [GroupId, number]>(
      'SELECT group_id, count(*) FROM group_members JOIN users ON id = user_id WHERE deleted_at IS NULL GROUP BY group_id',
    )
    .raw()
  const keys = texts(`SELECT key FROM group_departments WHERE group_id IN ${given}`)
  const departments = texts("SELECT DISTINCT department FROM users WHERE department <> ''")
  const inDepartments = ids<UserId>(`SELECT id FROM users WHERE department IN ${given}`)
  const picking = ids<GroupId>('SELECT group_id FROM group_members WHERE user_id = ?')
  const byDepartment = ids<GroupId>("SELECT group_id FROM group_departments WHERE key = ? AND key <> ''")
  const departmentOf = texts('SELECT department FROM users WHERE id = ?')
  return {
    subgroupsOf: (id: GroupId) => children.all(id),
    parentsOf: (id: GroupId) => parents.all(id),
    members: (groups: string) => members.all(groups),
    deleted: () => deleted.all(),
    gone: (): ReadonlySet<GroupId> => new Set(gone.all()),
    directCounts: (): ReadonlyMap<GroupId, number> => new Map(directCounts.all()),
    departmentKeys: (groups: string) => keys.all(groups),
    departments: () => departments.all(),
    inDepartments: (named: readonly string[]) => inDepartments.all(JSON.stringify(named)),
    picking: (userId: UserId) => picking.all(userId),
    byDepartment: (key: string) => byDepartment.all(key),
    departmentOf: (userId: UserId) => departmentOf.get(userId) ?? '',
  }
}

/** Changes of these tables may move somebody into a group or out of one: after any of them all sets are read again. */
const watched: readonly Watched[] = [
  'INSERT ON main.group_members',
  'DELETE ON main.group_members',
  'INSERT ON main.group_groups',
  'DELETE ON main.group_groups',
  'UPDATE OF gone_at ON main.user_groups',
  'INSERT ON main.group_departments',
  'DELETE ON main.group_departments',
  "INSERT ON main.users WHEN new.department <> ''",
  'UPDATE OF department ON main.users WHEN new.department IS NOT old.department',
  'UPDATE OF deleted_at ON main.users',
  'DELETE ON main.users',
].map((event) => [event, '0'])
