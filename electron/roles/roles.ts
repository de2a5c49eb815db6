import { DomainError } from '../../shared/errors.ts'
import type { GroupId, UserId } from '../../shared/ids.ts'
import type { rolesContract } from '../../shared/roles.ts'
import type { RoleLimit, RoleName } from '../../shared/rules/role-matrix.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Target } from '../directory/target.ts'
import type { Groups } from '../groups/groups.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Secrets } from '../vault/secrets.ts'
import type { Vault } from '../vault/vault.ts'
import { createRolesStore } from './roles-store.ts'

export type RolesDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly users: Users
  readonly groups: Pick<Groups, 'namesOf' | 'registerUse'>
  readonly vault: Vault
  readonly secrets: Secrets
  readonly target: Target
  /** Inside the transaction in which somebody gets a role. */
  readonly onPromoted: (userId: UserId) => void
}
export type Roles = ReturnType<typeof createRoles>

type Wanted = {
  readonly userId: UserId
  readonly roles: readonly RoleName[]
  readonly limits?: readonly RoleLimit[] | undefined
}

/** Who holds which admin role, and over whom. */
export function createRoles(deps: RolesDeps) {
  const store = createRolesStore(deps.db.sql)
  deps.groups.registerUse((id) => store.limitedTo(id).map((name) => ({ kind: 'role', name })))

  function namesOf(groups: readonly GroupId[]): string {
    const names = deps.groups.namesOf(groups)
    if (names.length < groups.length) throw new DomainError('NOT_FOUND', { what: 'group' })
    return names.map(({ name }) => name).join(', ')
  }

  function note(
    action: 'Add member to role.' | 'Remove member from role.',
    user: StoredUser,
    given: Given,
    call: Call,
  ) {
    const detail = { role: given.role, ...(given.groups.length > 0 ? { groups: namesOf(given.groups) } : {}) }
    deps.audit.append({ action, target: { id: user.id, name: user.username }, detail }, call)
  }

  function set({ userId, ...wanted }: Wanted, call: Call) {
    return deps.db.transaction(() => {
      const user = deps.users.stored(userId)
      if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      const limits = wanted.limits ?? user.limits
      const before = user.roles.map((role) => givenOf(role, user.limits))
      const after = [...new Set(wanted.roles)].map((role) => givenOf(role, limits))
      const removed = before.filter((one) => !after.some((other) => isSame(one, other)))
      const added = after.filter((one) => !before.some((other) => isSame(one, other)))
      const isNoGlobal = user.roles.includes('globalAdministrator') && !wanted.roles.includes('globalAdministrator')
      if (isNoGlobal) deps.users.mustNotBeLast(user)
      for (const given of removed) {
        store.remove(userId, given.role)
        note('Remove member from role.', user, given, call)
      }
      for (const given of added) {
        store.add(userId, given.role)
        note('Add member to role.', user, given, call)
        store.setLimit(userId, given.role, given.groups)
      }
      if (isNoGlobal) deps.vault.dropAdminSlot(userId)
      // Whoever reset this password still knows it: an admin must have one of their own.
      const isPromoted = added.some(({ role }) => !user.roles.includes(role))
      if (isPromoted) deps.onPromoted(userId)
      if (isPromoted && deps.secrets.ticketOf(userId) !== null) deps.target.requireChange(userId)
      const now = deps.users.stored(userId) as StoredUser
      return { roles: now.roles, limits: now.limits }
    })
  }

  const service: Implements<typeof rolesContract> = { set }
  return {
    ...service,
    /** The first admin's role at set-up, inside the caller's transaction. */
    grantFirst: (id: UserId) => store.add(id, 'globalAdministrator'),
  }
}

/** One role as it is held: no groups for everybody. */
type Given = { readonly role: RoleName; readonly groups: readonly GroupId[] }

function givenOf(role: RoleName, limits: readonly RoleLimit[]): Given {
  const groups = limits.filter((limit) => limit.role === role).flatMap((limit) => limit.groups)
  return { role, groups: [...new Set(groups)].sort((a, b) => a - b) }
}

function isSame(one: Given, other: Given): boolean {
  return one.role === other.role && one.groups.join() === other.groups.join()
}
