import { DomainError } from '../../shared/errors.ts'
import type { Policies } from '../../shared/rules/policy.ts'
import { isPermitted } from '../../shared/rules/role-matrix.ts'
import type { Database } from '../db/database.ts'
import type { Requests } from '../requests/requests.ts'
import type { Call, SignedInCall } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'

/** Saves the document with its audit entry; `previous` is what an undo brings back. */
export type Put = (
  next: Policies,
  previous: Policies | null,
  call: Call,
  more?: Readonly<Record<string, string>>,
) => Policies

type SwitchDeps = { readonly db: Database; readonly values: Values; readonly requests: Requests; readonly put: Put }

/** The two-person rule guards its own switch: on needs two who could approve, off needs a second admin's yes like what it guards. */
export function createTwoPersonSwitch({ db, values, requests, put }: SwitchDeps) {
  requests.register('switchOffTwoPerson', ({ call, approval: { approvedBy, request } }) => {
    if (!isPermitted(call.actor, 'settings.manage')) throw new DomainError('ASKER_NOT_ALLOWED')
    const before = values.policies()
    put(withTwoPerson(before, false), before, call, { approvedBy, request: String(request) })
    return null
  })

  return {
    /** Saves everything at once but the end of the rule, which waits under the number in the answer. */
    put: (next: Policies, previous: Policies | null, call: SignedInCall) => {
      const was = values.policies().signIn.twoPerson.isOn
      const { isOn } = next.signIn.twoPerson
      if (isOn && !was) requests.mustHaveApprovers()
      if (isOn || !was) return put(next, previous, call)
      const standing = requests.standing(call.actor, null)
      if (standing !== 'waits') return put(next, previous, call, { twoPerson: standing })
      return db.transaction(() => {
        const now = put(withTwoPerson(next, true), previous, call)
        return { ...now, request: requests.ask({ kind: 'switchOffTwoPerson' }, [], call) }
      })
    },
  }
}

function withTwoPerson(policies: Policies, isOn: boolean): Policies {
  return { ...policies, signIn: { ...policies.signIn, twoPerson: { isOn } } }
}
