import { DomainError } from '../../shared/errors.ts'
import { canReset, isPermitted } from '../../shared/rules/role-matrix.ts'
import type { Standing } from '../../shared/rules/two-person.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Approval, Approved, Requests } from '../requests/requests.ts'
import type { Actor } from '../rpc/call.ts'
import type { Users } from '../users/users.ts'
import type { ResetOptions } from './many.ts'
import { mustUser } from './targets.ts'

/** The audit detail for a reset that a second admin has approved. */
export function approvalDetail(approval: Approval | undefined): Readonly<Record<string, string>> {
  return approval === undefined ? {} : { approvedBy: approval.approvedBy, request: String(approval.request) }
}

/** The audit detail where the two-person rule is on but nobody else could approve. */
export function standingDetail(standing: Standing): Readonly<Record<string, string>> {
  return standing === 'standsStill' ? { twoPerson: standing } : {}
}

type SecondAdminDeps = { readonly users: Users; readonly jobs: Jobs; readonly requests: Requests }

/** Registers what an approval of a reset does: it starts a job in the name of the admin who asked, because the approval is for that admin alone. */
export function registerApprovals({ users, jobs, requests }: SecondAdminDeps): void {
  function mustStillMay(asker: Actor): void {
    if (!isPermitted(asker, 'passwords.reset')) throw new DomainError('ASKER_NOT_ALLOWED')
  }

  function start({ asked, people, call, approval }: Approved, special: Pick<ResetOptions, 'isOne'> = {}) {
    if (asked.kind !== 'resetAdmin' && asked.kind !== 'resetEverybody') return null
    const { style, language, mustChange } = asked
    const options: ResetOptions = { style, language, mustChange, approval, ...special }
    return jobs.insert('resetPasswords', options, people, call, approvalDetail(approval))
  }

  requests.register('resetAdmin', (approved) => {
    const asker = approved.call.actor
    mustStillMay(asker)
    for (const id of approved.people) {
      const user = mustUser(users, id)
      if (user.id === asker.id || !canReset(asker.rolesOver(user.id), user.roles))
        throw new DomainError('ASKER_NOT_ALLOWED')
    }
    return start(approved, { isOne: true })
  })
  // The job checks each person again.
  requests.register('resetEverybody', (approved) => {
    mustStillMay(approved.call.actor)
    return start(approved)
  })
}
