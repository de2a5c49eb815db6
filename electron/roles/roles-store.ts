import type { GroupId } from '../../shared/ids.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import type { Sql } from '../db/database.ts'

/** The SQL of role assignments and the groups that they are limited to; removing a role removes its limits. */
export function createRolesStore(sql: Sql) {
  const add = sql.prepare('INSERT OR IGNORE INTO user_roles VALUES (?, ?)')
  const remove = sql.prepare('DELETE FROM user_roles WHERE user_id = ? AND role = ?')
  const limit = sql.prepare('INSERT OR IGNORE INTO role_limits VALUES (?, ?, ?)')
  const clear = sql.prepare('DELETE FROM role_limits WHERE user_id = ? AND role = ?')
  const limitedTo = sql
    .prepare<[number], string>(
      `SELECT DISTINCT u.display_name FROM role_limits l JOIN users u ON u.id = l.user_id WHERE l.group_id = ?
       ORDER BY u.display_name`,
    )
    .pluck()
  return {
    add: (id: number, role: RoleName) => add.run(id, role),
    remove: (id: number, role: RoleName) => remove.run(id, role),
    setLimit: (id: number, role: RoleName, groups: readonly GroupId[]) => {
      clear.run(id, role)
      for (const group of groups) limit.run(id, role, group)
    },
    /** The people with a role that is limited to this group. */
    limitedTo: (group: GroupId) => limitedTo.all(group),
  }
}
