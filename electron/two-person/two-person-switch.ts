import { isDeepStrictEqual } from 'node:util'
import { DomainError, SecondAdminNeeded } from '../../shared/errors.ts'
import type { RequestId } from '../../shared/ids.ts'
import type { PolicyChange } from '../../shared/policies.ts'
import type { Policies } from '../../shared/rules/policy.ts'
import { isPermitted } from '../../shared/rules/role-matrix.ts'
import { settingFacts } from '../../shared/rules/two-person.ts'
import type { Database } from '../db/database.ts'
import type { Requests } from '../requests/requests.ts'
import type { Call, SignedInCall } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { TwoPerson } from './two-person.ts'

/** Saves the policies with an audit entry; `previous` is what an undo brings back. */
export type SavePolicies = (
  next: Policies,
  previous: Policies | null,
  call: Call,
  approvalFacts?: Readonly<Record<string, string>>,
) => Policies

type SwitchDeps = {
  readonly db: Database
  readonly values: Values
  readonly twoPerson: Pick<TwoPerson, 'standingOf'>
  readonly requests: Requests
}
/** The functions that the slice of policies passes in. */
type Saving = {
  readonly put: SavePolicies
  readonly changesOf: (before: Policies, after: Policies) => readonly PolicyChange[]
}

/**
 * The switch of the two-person rule, which guards itself: switching it on needs two people who could approve; switching it off needs a second
 * admin's approval.
 */
export function createTwoPersonSwitch(deps: SwitchDeps) {
  return (saving: Saving) => guardedSaving(deps, saving)
}
export type TwoPersonSwitch = ReturnType<typeof createTwoPersonSwitch>

function guardedSaving({ db, values, twoPerson, requests }: SwitchDeps, { put, changesOf }: Saving) {
  requests.register('switchOffTwoPerson', ({ call, approval: { approvedBy, request } }) => {
    if (!isPermitted(call.actor, 'settings.manage')) throw new DomainError('ASKER_NOT_ALLOWED')
    const before = values.policies()
    put(withTwoPerson(before, false), before, call, { approvedBy, request: String(request) })
    return null
  })

  /** Stores a request for what must wait: switching the rule off has a kind of its own, all else is the guarded parts of the policies. */
  function ask(next: Policies, now: Policies, call: SignedInCall): RequestId {
    if (isSame(guardedOf(withTwoPerson(next, true)), guardedOf(now))) {
      return requests.ask({ kind: 'switchOffTwoPerson' }, [], call)
    }
    const needed = new SecondAdminNeeded(null, factsOf(now, next))
    return requests.hold({ operation: 'policies.save', input: next, needed }, call)
  }

  /** The parts of the policies that the rule guards, and what would change in them. */
  function factsOf(now: Policies, next: Policies) {
    const changes = changesOf(now, withGuarded(now, next))
    return settingFacts(Object.fromEntries(changes.map(({ path, before, after }) => [path, `${before} → ${after}`])))
  }

  return {
    /** Saves what the rule does not guard at once; what it guards waits as a request, whose number is in the answer. */
    put: (next: Policies, previous: Policies | null, call: SignedInCall) => {
      const before = values.policies()
      const was = before.signIn.twoPerson.isOn
      if (call.approval !== undefined) {
        // The approval covers only the guarded parts, so that anything else that was saved meanwhile stays.
        const { approvedBy, request, take } = call.approval
        return db.transaction(() => {
          take(factsOf(before, next))
          return put(withGuarded(before, next), before, call, { approvedBy, request: String(request) })
        })
      }
      if (next.signIn.twoPerson.isOn && !was) requests.mustHaveApprovers()
      if (!was || isSame(guardedOf(before), guardedOf(next))) return put(next, previous, call)
      const standing = twoPerson.standingOf(call.actor)
      if (standing !== 'waits') return put(next, previous, call, { twoPerson: standing })
      return db.transaction(() => {
        const now = put(withGuarded(next, before), previous, call)
        return { ...now, request: ask(next, before, call) }
      })
    },
  }
}

/** The parts of the policies that decide how an approver proves who they are, and whether two admins are needed. */
function guardedOf({ selfService, signIn: { secondFactor, twoPerson } }: Policies) {
  return { selfService, secondFactor, twoPerson }
}

function withGuarded(policies: Policies, { selfService, signIn: { secondFactor, twoPerson } }: Policies): Policies {
  return { ...policies, selfService, signIn: { ...policies.signIn, secondFactor, twoPerson } }
}

function isSame(one: object, other: object): boolean {
  return isDeepStrictEqual(one, other)
}

function withTwoPerson(policies: Policies, isOn: boolean): Policies {
  return { ...policies, signIn: { ...policies.signIn, twoPerson: { isOn } } }
}
