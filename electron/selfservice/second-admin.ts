import { roleBitsOf } from '../../shared/rules/role-bits.ts'
import { approverRoles } from '../../shared/rules/two-person.ts'
import type { Authority } from '../authority/authority.ts'
import type { Call } from '../rpc/call.ts'
import type { StoredUser } from '../users/users-store.ts'

type Person = Pick<StoredUser, 'id' | 'roles'>
export type SecondAdmin = ReturnType<typeof createSecondAdmin>

/** The two-person rule around what leads to a new password without being a reset: it would be worth nothing if there were a way past it. */
export function createSecondAdmin(authority: Authority) {
  return {
    isOn: authority.isOn,
    /** The roles that are guarded now, as bits. */
    guardedBits: (): number => (authority.isOn() ? roleBitsOf(approverRoles) : 0),
    mustAsk: authority.mustAsk,
    /** True for somebody whose reset may have to wait: what one admin writes for them counts no more than what they write themselves. */
    isGuarded: authority.isGuarded,
    /** Refuses what would let one admin become an approver, for it can't wait as a reset can; answers what the audit log is to say. */
    mustNotWait: (call: Call, person: Person): Readonly<Record<string, string>> =>
      authority.mustBeTwoFor(call, person, []),
  }
}
