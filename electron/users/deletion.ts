import { DomainError, isDomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import { truncateFact } from '../../shared/rules/two-person.ts'
import type { usersContract } from '../../shared/users.ts'
import { isStoreFault } from '../db/store-faults.ts'
import type { Implements, SignedInCall } from '../rpc/call.ts'
import type { UsersDeps } from './users.ts'
import type { createUsersStore, StoredUser } from './users-store.ts'

type DeletionDeps = Pick<UsersDeps, 'db' | 'audit' | 'twoPerson' | 'events' | 'now'> & {
  readonly store: ReturnType<typeof createUsersStore>
  /** Throws where this admin may not delete this user. */
  readonly mustBeDeletable: (user: StoredUser, call: SignedInCall) => void
}

/** Deleting people; restoring and erasing them belongs to the slice `deleted`. */
export function createDeletion(deps: DeletionDeps): Pick<Implements<typeof usersContract>, 'deleteMany'> {
  const { store, mustBeDeletable } = deps

  function remove(id: UserId, call: SignedInCall): void {
    const user = store.get(id)
    if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    mustBeDeletable(user, call)
    const twoPersonDetail = deps.twoPerson.mustHaveSecondAdminFor(call, user, [])
    deps.events.raise('userShutOut', { userId: id }, call)
    deps.events.raise('userDeleted', { userId: id }, call)
    store.remove(id, deps.now())
    const detail = { ...(user.roles.length > 0 && { roles: user.roles.join(', ') }), ...twoPersonDetail }
    deps.audit.append({ action: 'Delete user.', target: { id, name: user.username }, detail }, call)
  }

  /** Requests one approval for all chosen people together, if some of them need it. */
  function mustHaveSecondAdminForSome(ids: readonly UserId[], call: SignedInCall): void {
    const people = ids.flatMap((id) => store.get(id) ?? [])
    const isGuarded = (user: StoredUser) => user.id !== call.actor?.id && deps.twoPerson.isGuarded(user)
    // The guarded people are named first, because a long list may be cut.
    const names = [...people.filter(isGuarded), ...people.filter((user) => !isGuarded(user))]
    const value = truncateFact(`${people.length}: ${names.map(({ username }) => username).join(', ')}`)
    const facts = ids.length === 1 ? [] : [{ name: 'people', value } as const]
    for (const user of people.filter(isGuarded)) {
      mustBeDeletable(user, call)
      deps.twoPerson.mustHaveSecondAdmin(call, { about: ids.length === 1 ? user.id : null, facts })
    }
  }

  function removeAll(ids: readonly UserId[], call: SignedInCall) {
    const left: { id: UserId; username: string; reason: string }[] = []
    let deleted = 0
    let fault: DomainError | null = null
    mustHaveSecondAdminForSome(ids, call)
    for (const id of ids) {
      const username = store.get(id)?.username ?? ''
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

  return {
    /**
     * Deletes each person on their own and names those who may not be deleted. If the store can't be written, it stops: the answer holds the
     * people deleted before, and names the others with the fault.
     */
    deleteMany: ({ ids }, call) => {
      const unique = [...new Set(ids)]
      // An approval is used up in the transaction of the deletions.
      return call.approval === undefined ? removeAll(unique, call) : deps.db.transaction(() => removeAll(unique, call))
    },
  }
}
