import type { deletedContract } from '../../shared/deleted.ts'
import { DomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import { checkUsername } from '../../shared/rules/username.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Actor, Implements, SignedInCall } from '../rpc/call.ts'
import type { StoredUser } from '../users/users-store.ts'
import { createDeletedStore } from './deleted-store.ts'

type Reached = Pick<StoredUser, 'id' | 'roles'>

export type DeletedDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly now: () => number
  /** The instant up to which what has ended may be erased for good, even if the clock is wrong. */
  readonly erasableUntil: () => number
  /** How long a deleted user can be restored, days. */
  readonly days: () => number
  readonly storedDeleted: (id: number) => StoredUser | null
  readonly idOf: (username: string) => UserId | null
  /** Whether this admin may block, edit, delete and restore somebody; `mustReach` throws where they may not. */
  readonly reaches: (actor: Actor, target: Reached) => boolean
  readonly mustReach: (actor: Actor, target: Reached) => void
}
export type Deleted = ReturnType<typeof createDeleted>

const day = 86_400_000

/** Who was deleted: restored for a while, then erased for good; the audit log outlives them all (Microsoft 365 keeps deleted users 30 days). */
export function createDeleted(deps: DeletedDeps) {
  const store = createDeletedStore(deps.db.sql)

  const service: Implements<typeof deletedContract> = {
    list: ({ offset, limit }, call) => ({
      users: store.list(limit, offset).map((row) => ({
        ...row,
        canRestore: call.actor !== null && deps.reaches(call.actor, { id: row.id, roles: [] }),
        daysLeft: Math.max(0, Math.ceil((row.deletedAt + deps.days() * day - deps.now()) / day)),
      })),
      total: store.count(),
    }),
  }

  return {
    ...service,
    /** The people whom a shorter retention of deleted users would erase at once, oldest first; both times in days. */
    between: (days: number, shorterDays: number) => {
      const found = store.between(deps.now() - days * day, deps.now() - shorterDays * day)
      return found.map(({ id, username, displayName }) => ({ id, username, displayName }))
    },
    /** A deleted user as they will be after a restore, under the old user name or a new one; the new password is checked against this user. */
    mustDeleted: (id: UserId, newUsername: string | null): StoredUser => {
      const user = deps.storedDeleted(id)
      if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      // Whoever went from a connected directory comes back with it.
      if (user.isInDirectory) throw new DomainError('IN_DIRECTORY')
      return { ...user, username: newUsername ?? user.username }
    },
    /** Puts a deleted user back without a password, inside the caller's transaction, under the old user name or a new one. */
    restore: (id: UserId, newUsername: string | null, call: SignedInCall): void => {
      const row = store.get(id)
      if (row === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      // The roles were removed when the person was deleted; the groups were kept.
      deps.mustReach(call.actor, { id, roles: [] })
      const checked = checkUsername(newUsername ?? row.username)
      if ('fault' in checked) throw new DomainError('USERNAME_INVALID', { reason: checked.fault })
      const { username } = checked
      if (deps.idOf(username) !== null) throw new DomainError('USERNAME_TAKEN', { username })
      store.restore(id, username)
      deps.audit.append({ action: 'Restore user.', target: { id, name: username } }, call)
    },
    /** How many people would be erased at an instant if the clock were right. */
    oldAt: (instant: number): number => store.countOlder(instant - deps.days() * day),
    /** Dates deletions of the future to now, once the clock is known to be right; inside the caller's transaction. */
    clockIsRight: (now: number) => store.notAfter(now),
    /** Erases people who were deleted too long ago, with everything about them except the audit log. */
    eraseOld: (): number =>
      deps.db.transaction(() => {
        const old = store.olderThan(deps.erasableUntil() - deps.days() * day)
        for (const { id, username } of old) {
          store.erase(id)
          deps.audit.append(
            { action: 'Hard Delete user.', target: { id, name: username } },
            { actor: null, door: 'keydesk' },
          )
        }
        return old.length
      }),
  }
}
