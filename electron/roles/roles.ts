import { DomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import type { rolesContract } from '../../shared/roles.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Target } from '../directory/target.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { Users } from '../users/users.ts'
import type { Secrets } from '../vault/secrets.ts'
import type { Vault } from '../vault/vault.ts'
import { createRolesStore } from './roles-store.ts'

export type RolesDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly users: Users
  readonly vault: Vault
  readonly secrets: Secrets
  readonly target: Target
}
export type Roles = ReturnType<typeof createRoles>

/** Who holds which admin role. */
export function createRoles(deps: RolesDeps) {
  const store = createRolesStore(deps.db.sql)

  function set({ userId, roles }: { userId: UserId; roles: readonly RoleName[] }, call: Call) {
    return deps.db.transaction(() => {
      const user = deps.users.stored(userId)
      if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      const removed = user.roles.filter((role) => !roles.includes(role))
      const added = roles.filter((role) => !user.roles.includes(role))
      if (removed.includes('globalAdministrator')) deps.users.mustNotBeLast(user)
      const target = { id: userId, name: user.username }
      for (const role of removed) {
        store.remove(userId, role)
        deps.audit.append({ action: 'Remove member from role.', target, detail: { role } }, call)
      }
      for (const role of new Set(added)) {
        store.add(userId, role)
        deps.audit.append({ action: 'Add member to role.', target, detail: { role } }, call)
      }
      if (removed.includes('globalAdministrator')) deps.vault.dropAdminSlot(userId)
      // Whoever reset this password still knows it: an admin must have one of their own.
      if (added.length > 0 && deps.secrets.ticketOf(userId) !== null) deps.target.requireChange(userId)
      return { roles: store.of(userId) }
    })
  }

  const service: Implements<typeof rolesContract> = { set }
  return {
    ...service,
    /** The first admin's role at set-up, inside the caller's transaction. */
    grantFirst: (id: UserId) => store.add(id, 'globalAdministrator'),
  }
}
