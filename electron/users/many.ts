import { DomainError, isDomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import { cleanText } from '../../shared/rules/text/look-alikes.ts'
import type { LeftOut, usersContract } from '../../shared/users.ts'
import { isStoreFault } from '../db/store-faults.ts'
import type { Implements, SignedInCall } from '../rpc/call.ts'
import type { createChanges } from './changes.ts'
import type { UsersDeps } from './users.ts'
import type { StoredUser } from './users-store.ts'

type Operations = Implements<typeof usersContract>
type ManyDeps = Pick<UsersDeps, 'db'> & {
  readonly stored: (id: UserId) => StoredUser | null
  readonly changes: Pick<ReturnType<typeof createChanges>, 'block' | 'edit'>
}

/** The same change for many people at once: one transaction, with the rules of the single operations for each person. */
export function createMany({ db, stored, changes }: ManyDeps): Pick<Operations, 'blockMany' | 'editMany'> {
  /** Runs `change` for each person, who is left out where it refuses; `change` answers whether anything has changed. */
  function forEach(ids: readonly UserId[], change: (user: StoredUser) => boolean) {
    return db.transaction(() => {
      const changed: UserId[] = []
      const left: LeftOut[number][] = []
      for (const id of new Set(ids)) {
        const user = stored(id)
        try {
          if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
          // A directory is asked over the network, which no transaction can wait for.
          if (user.isInDirectory) throw new DomainError('IN_DIRECTORY')
          if (db.savepoint(() => change(user))) changed.push(id)
        } catch (error) {
          if (isStoreFault(error) || !isDomainError(error)) throw error
          left.push({ id, username: user?.username ?? '', reason: error.code })
        }
      }
      return { changed, left }
    })
  }

  function blockMany({ ids, isBlocked }: Parameters<Operations['blockMany']>[0], call: SignedInCall) {
    return forEach(ids, (user) => {
      if (user.isBlocked === isBlocked) return false
      changes.block({ id: user.id, isBlocked }, call)
      return true
    })
  }

  function editMany({ field, edits }: Parameters<Operations['editMany']>[0], call: SignedInCall) {
    const values = new Map(edits.map(({ id, value }) => [id, value]))
    const before = new Map<UserId, string>()
    const { changed, left } = forEach([...values.keys()], (user) => {
      const { id, username, displayName, language, contact } = user
      const value = values.get(id) as string
      if (contact[field] === cleanText(value)) return false
      before.set(id, contact[field])
      changes.edit({ id, username, displayName, language, contact: { ...contact, [field]: value } }, call)
      return true
    })
    return { changed: changed.map((id) => ({ id, value: before.get(id) as string })), left }
  }

  return { blockMany, editMany }
}
