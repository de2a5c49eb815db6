import { DomainError } from '../../shared/errors.ts'
import { roleBitsOf } from '../../shared/rules/role-bits.ts'
import { approverRoles, isApprover, standing } from '../../shared/rules/two-person.ts'
import type { Actor } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'

type SecondAdminDeps = { readonly users: Pick<Users, 'enabledHolders'>; readonly values: Pick<Values, 'policies'> }
type Person = Pick<StoredUser, 'id' | 'roles'>
export type SecondAdmin = ReturnType<typeof createSecondAdmin>

/** The two-person rule around what leads to a new password without being a reset: it would be worth nothing if there were a way past it. */
export function createSecondAdmin({ users, values }: SecondAdminDeps) {
  const isOn = (): boolean => values.policies().signIn.twoPerson.isOn
  const isGuarded = ({ roles }: Pick<Person, 'roles'>): boolean => isOn() && isApprover(roles)

  return {
    isOn,
    /** The roles that are guarded now, as bits. */
    guardedBits: (): number => (isOn() ? roleBitsOf(approverRoles) : 0),
    /** True for somebody whose reset may have to wait: what one admin writes for them counts no more than what they write themselves. */
    isGuarded,
    /** Refuses what would let one admin become an approver, for it can't wait as a reset can; answers what the audit log is to say. */
    mustNotWait: (actor: Actor, person: Person): Readonly<Record<string, string>> => {
      const now = isGuarded(person) ? standing(true, actor, person.id, users.enabledHolders(approverRoles)) : 'off'
      if (now === 'waits') throw new DomainError('SECOND_ADMIN_NEEDED')
      return now === 'standsStill' ? { twoPerson: now } : {}
    },
  }
}
