import type { RoleName } from '../../shared/rules/role-matrix.ts'
import type { Sql } from '../db/database.ts'

/** The SQL of role assignments. */
export function createRolesStore(sql: Sql) {
  const of = sql.prepare<[number], RoleName>('SELECT role FROM user_roles WHERE user_id = ? ORDER BY role').pluck()
  const add = sql.prepare('INSERT OR IGNORE INTO user_roles VALUES (?, ?)')
  const remove = sql.prepare('DELETE FROM user_roles WHERE user_id = ? AND role = ?')
  return {
    of: (id: number) => of.all(id),
    add: (id: number, role: RoleName) => add.run(id, role),
    remove: (id: number, role: RoleName) => remove.run(id, role),
  }
}
