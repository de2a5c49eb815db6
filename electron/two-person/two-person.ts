import { SecondAdminNeeded } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import type { RequestFact } from '../../shared/requests.ts'
import { roleBitsOf } from '../../shared/rules/role-bits.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import { approverRoles, isApprover, type Standing, silentHours, standing } from '../../shared/rules/two-person.ts'
import type { Sql } from '../db/database.ts'
import type { Actor, Call } from '../rpc/call.ts'
import { createTwoPersonStore } from './two-person-store.ts'

export type TwoPersonDeps = {
  readonly sql: Sql
  readonly isOn: () => boolean
  readonly now: () => number
  /** The instant up to which time has certainly come. */
  readonly erasableUntil: () => number
  /** For how many milliseconds Keydesk has run on this store; used so that setting the clock does not suspend the rule. */
  readonly runTime: () => number
}
export type TwoPerson = ReturnType<typeof createTwoPerson>
/** What the audit log adds about the two-person rule. */
export type Detail = Readonly<Record<string, string>>
type Person = { readonly id: UserId; readonly roles: readonly RoleName[] }
/** What a second admin is shown of a request: the one person it is about, and what would happen, without secrets. */
export type GuardedAct = { readonly about: UserId | null; readonly facts: readonly RequestFact[] }

/**
 * The two-person rule: while it is on, an action needs a second admin if it may let one person become an approver, read an approver's
 * password, or leave fewer approvers. Every service asks here, inside the transaction that would do it.
 */
export function createTwoPerson({ sql, isOn, now, erasableUntil, runTime }: TwoPersonDeps) {
  const store = createTwoPersonStore(sql)

  /** Where the rule stands for this asker. */
  function standingOf(asker: Pick<Actor, 'id'>): Standing {
    if (!isOn()) return 'off'
    const others = store.approvers().filter((id) => id !== asker.id)
    const at = { now: erasableUntil(), ranBefore: runTime() - silentHours * 3_600_000 }
    const isSilent = others.length > 0 && store.hasUnansweredRequest(asker.id, others, at)
    return standing(true, isSilent ? 0 : others.length)
  }

  /** Throws SecondAdminNeeded where the rule asks for a second admin; with an approval uses that up. Answers the further audit detail. */
  function mustHaveSecondAdmin(call: Call, act: GuardedAct): Detail {
    if (!isOn()) return {}
    if (call.approval !== undefined) {
      call.approval.take(act.facts)
      return { approvedBy: call.approval.approvedBy, request: String(call.approval.request) }
    }
    const now = standingOf(call.actor as Actor)
    if (now === 'waits') throw new SecondAdminNeeded(act.about, act.facts)
    return now === 'standsStill' ? { twoPerson: now } : {}
  }

  return {
    isOn,
    standingOf,
    mustHaveSecondAdmin,
    /** The roles that the rule guards, as bits; none while it is off. */
    guardedBits: (): number => (isOn() ? roleBitsOf(approverRoles) : 0),
    /**
     * True for an approver while the rule is on: an address that one admin enters for an approver then counts no more than one that approvers
     * enter themselves.
     */
    isGuarded: ({ roles }: Pick<Person, 'roles'>): boolean => isOn() && isApprover(roles),
    /** The people who could approve now. */
    approvers: (): readonly UserId[] => store.ready(now()),
    /** True if this admin would need a second one to do something about somebody with these roles. */
    needsSecond: (adminId: UserId, roles: readonly RoleName[]): boolean =>
      isApprover(roles) && standingOf({ id: adminId }) === 'waits',
    /** The same, but only for acts about a person who is an approver, or becomes one. */
    mustHaveSecondAdminFor: (
      call: Call,
      person: Person,
      facts: readonly RequestFact[],
      rolesAfter = person.roles,
    ): Detail =>
      isApprover(person.roles) || isApprover(rolesAfter) ? mustHaveSecondAdmin(call, { about: person.id, facts }) : {},
  }
}
