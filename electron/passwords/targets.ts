import { DomainError } from '../../shared/errors.ts'
import type { ExclusionReason } from '../../shared/passwords.ts'
import { canReset, rolesThatCanReset } from '../../shared/rules/role-matrix.ts'
import type { Actor } from '../rpc/call.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'

/** The stored user; throws NOT_FOUND. */
export function mustUser(users: Users, id: number): StoredUser {
  const user = users.stored(id)
  if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
  return user
}

/**
 * Refuses an admin's own account, and people out of reach by the role matrix or the groups of a limited role; the error names the roles that
 * could.
 */
export function mustCover(actor: Actor, user: Pick<StoredUser, 'id' | 'roles'>): void {
  if (actor.id === user.id) throw new DomainError('OWN_ACCOUNT')
  if (!canReset(actor.rolesOver(user.id), user.roles)) {
    const isLimited = canReset(actor.roles, user.roles)
    throw new DomainError('NOT_ALLOWED', { roles: rolesThatCanReset(user.roles), isLimited })
  }
}

export type ManyAction = 'reset' | 'requireChange'
type Facts = Pick<StoredUser, 'id' | 'isBlocked' | 'hasPassword' | 'roles'>

/** The reason why somebody is left out of a job, null for nobody who is; the job asks again when it gets to each person. */
export function exclusion(actor: Actor, user: Facts | null, action: ManyAction): ExclusionReason | null {
  if (user === null) return 'gone'
  if (user.id === actor.id) return 'ownAccount'
  if (user.isBlocked) return 'blocked'
  if (!canReset(actor.rolesOver(user.id), user.roles)) return 'notAllowed'
  return action === 'requireChange' && !user.hasPassword ? 'noPassword' : null
}
