import { DomainError, isDomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import { cutFact } from '../../shared/rules/two-person.ts'
import { checkUsername } from '../../shared/rules/username.ts'
import type { usersContract } from '../../shared/users.ts'
import type { Audit } from '../audit/audit.ts'
import type { Authority } from '../authority/authority.ts'
import type { Database } from '../db/database.ts'
import { isStoreFault } from '../db/store-faults.ts'
import type { Events } from '../events/events.ts'
import type { Implements, SignedInCall } from '../rpc/call.ts'
import { mustReach, reaches } from './changes.ts'
import { createDeletedStore } from './deleted-store.ts'
import type { StoredUser } from './users-store.ts'

export type DeletedDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly now: () => number
  /** The instant up to which things are gone for good, whatever the clock says once. */
  readonly forGood: () => number
  readonly days: () => number
  readonly stored: (id: number) => StoredUser | null
  readonly storedDeleted: (id: number) => StoredUser | null
  readonly idOf: (username: string) => UserId | null
  /** Throws where this admin may not delete this user. */
  readonly mustBeDeletable: (user: StoredUser, call: SignedInCall) => void
  readonly events: Events
  readonly authority: Authority
}

const day = 86_400_000

/** Deleting, restoring and erasing for good; the audit log outlives them all (Microsoft 365 keeps deleted users 30 days). */
export function createDeleted(deps: DeletedDeps) {
  const store = createDeletedStore(deps.db.sql)

  function remove(id: UserId, call: SignedInCall): void {
    const user = deps.stored(id)
    if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    deps.mustBeDeletable(user, call)
    const two = deps.authority.mustBeTwoFor(call, user, [])
    deps.events.raise('userShutOut', { userId: id }, call)
    deps.events.raise('userDeleted', { userId: id }, call)
    store.remove(id, deps.now())
    const detail = { ...(user.roles.length > 0 && { roles: user.roles.join(', ') }), ...two }
    deps.audit.append({ action: 'Delete user.', target: { id, name: user.username }, detail }, call)
  }

  /** Many wait as one: what a second admin says yes to is everybody who was chosen. */
  function mustBeTwoForSome(ids: readonly UserId[], call: SignedInCall): void {
    const people = ids.flatMap((id) => deps.stored(id) ?? [])
    const isGuarded = (user: StoredUser) => user.id !== call.actor?.id && deps.authority.isGuarded(user)
    // Those whom it is about come first: a list may be too long to be shown whole.
    const names = [...people.filter(isGuarded), ...people.filter((user) => !isGuarded(user))]
    const value = cutFact(`${people.length}: ${names.map(({ username }) => username).join(', ')}`)
    const facts = ids.length === 1 ? [] : [{ name: 'people', value } as const]
    for (const user of people.filter(isGuarded)) {
      deps.mustBeDeletable(user, call)
      deps.authority.mustBeTwo(call, { about: ids.length === 1 ? user.id : null, facts })
    }
  }

  function removeAll(ids: readonly UserId[], call: SignedInCall) {
    const left: { id: UserId; username: string; reason: string }[] = []
    let deleted = 0
    let fault: DomainError | null = null
    mustBeTwoForSome(ids, call)
    for (const id of ids) {
      const username = deps.stored(id)?.username ?? ''
      try {
        if (fault !== null) throw fault
        deps.db.transaction(() => remove(id, call))
        deleted += 1
      } catch (error) {
        if (!isDomainError(error)) throw error
        if (isStoreFault(error)) fault = error
        if (isStoreFault(error) && deleted === 0) throw error
        left.push({ id, username, reason: error.code })
      }
    }
    return { deleted, left }
  }

  const service: Pick<Implements<typeof usersContract>, 'deleteMany' | 'listDeleted'> = {
    /**
     * Each person on their own: who may not be deleted is named, the others are. A store that can't be written ends it: what was deleted before
     * is answered, and whoever is left is named with the fault.
     */
    deleteMany: ({ ids }, call) => {
      const unique = [...new Set(ids)]
      // A yes is spent with what it is for, or not at all.
      return call.approval === undefined ? removeAll(unique, call) : deps.db.transaction(() => removeAll(unique, call))
    },
    listDeleted: ({ offset, limit }, call) => ({
      users: store.list(limit, offset).map((row) => ({
        ...row,
        canRestore: call.actor !== null && reaches(call.actor, { id: row.id, roles: [] }),
        daysLeft: Math.max(0, Math.ceil((row.deletedAt + deps.days() * day - deps.now()) / day)),
      })),
      total: store.count(),
    }),
  }

  return {
    ...service,
    /** Whom a shorter time of keeping deleted users would erase who are still kept now, oldest first; both in days. */
    deletedBetween: (days: number, shorterDays: number) => {
      const found = store.between(deps.now() - days * day, deps.now() - shorterDays * day)
      return found.map(({ id, username, displayName }) => ({ id, username, displayName }))
    },
    /** A deleted user as they would be back, under the old user name or a new one: what a password is made for. */
    mustDeleted: (id: UserId, newUsername: string | null): StoredUser => {
      const user = deps.storedDeleted(id)
      if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      return { ...user, username: newUsername ?? user.username }
    },
    /** Puts a deleted user back without a password, inside the caller's transaction, under the old user name or a new one. */
    restore: (id: UserId, newUsername: string | null, call: SignedInCall): void => {
      const row = store.get(id)
      if (row === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      // The roles went when the person was deleted; the groups did not.
      mustReach(call.actor, { id, roles: [] })
      const checked = checkUsername(newUsername ?? row.username)
      if ('fault' in checked) throw new DomainError('USERNAME_INVALID', { reason: checked.fault })
      const { username } = checked
      if (deps.idOf(username) !== null) throw new DomainError('USERNAME_TAKEN', { username })
      store.restore(id, username)
      deps.audit.append({ action: 'Restore user.', target: { id, name: username } }, call)
    },
    /** How many the clock alone would erase by an instant. */
    oldAt: (instant: number): number => store.countOlder(instant - deps.days() * day),
    /** Who was deleted by a clock that was ahead was deleted now, once the clock is known to be right; inside the caller's transaction. */
    clockIsRight: (now: number) => store.notAfter(now),
    /** Erases who was deleted too long ago, with everything about them but the audit log. */
    eraseOld: (): number =>
      deps.db.transaction(() => {
        const old = store.olderThan(deps.forGood() - deps.days() * day)
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
