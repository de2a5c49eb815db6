import { DomainError } from '../../shared/errors.ts'
import { type Capability, proofMethods } from '../../shared/rules/self-service.ts'
import type { ReportRow, selfserviceContract } from '../../shared/selfservice.ts'
import type { Implements } from '../rpc/call.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Capabilities } from './capabilities.ts'

type Report = Pick<Implements<typeof selfserviceContract>, 'report' | 'of'>
type Only = Parameters<Report['report']>[0]['only']

const isWanted: Readonly<Record<Only, (capability: Capability) => boolean>> = {
  all: () => true,
  capable: ({ isCapable }) => isCapable,
  notCapable: ({ isCapable }) => !isCapable,
  notRegistered: ({ isRegistered }) => !isRegistered,
  notEnabled: ({ isEnabled }) => !isEnabled,
}

/** Who could reset their own password now, computed by the wizard's own rule. */
export function createReport(deps: { readonly users: Users; readonly capabilities: Capabilities }): Report {
  const { users, capabilities } = deps

  function asRow(user: StoredUser, capability: Capability): ReportRow {
    const { id, username, displayName, roles } = user
    const registered = capabilities.registeredOf(id)
    const methods = proofMethods.filter((method) => registered.includes(method))
    const { isEnabled, isRegistered, isCapable } = capability
    return { userId: id, username, displayName, isAdmin: roles.length > 0, isEnabled, isRegistered, isCapable, methods }
  }

  const report: Report['report'] = ({ search, only, offset, limit }) => {
    const judge = capabilities.judgeOf(capabilities.policy())
    const counts = { all: 0, enabled: 0, registered: 0, capable: 0 }
    for (const facts of users.facts()) {
      const { isEnabled, isRegistered, isCapable } = judge(facts)
      counts.all += 1
      if (isEnabled) counts.enabled += 1
      if (isRegistered) counts.registered += 1
      if (isCapable) counts.capable += 1
    }
    const { ids, total } = users.pageWhere(search, offset, limit, (facts) => isWanted[only](judge(facts)))
    const rows = ids.flatMap((id) => {
      const user = users.stored(id)
      return user === null ? [] : [asRow(user, capabilities.of(user))]
    })
    return { rows, total, counts }
  }

  return {
    report,
    of: ({ userId }) => {
      const user = users.stored(userId)
      if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      return asRow(user, capabilities.of(user))
    },
  }
}
