import type { UserId } from '../../shared/ids.ts'
import { type Capability, proofMethods } from '../../shared/rules/self-service.ts'
import type { ReportRow, selfserviceContract } from '../../shared/selfservice.ts'
import type { Implements } from '../rpc/call.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Capabilities } from './capabilities.ts'

type Report = Implements<typeof selfserviceContract>['report']
type Only = Parameters<Report>[0]['only']

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

  function asRow(id: UserId, capability: Capability): readonly ReportRow[] {
    const user: StoredUser | null = users.stored(id)
    if (user === null) return []
    const { username, displayName, roles } = user
    const registered = capabilities.registeredOf(id)
    const methods = proofMethods.filter((method) => registered.includes(method))
    const { isEnabled, isRegistered, isCapable } = capability
    return [
      { userId: id, username, displayName, isAdmin: roles.length > 0, isEnabled, isRegistered, isCapable, methods },
    ]
  }

  return ({ search, only, offset, limit }) => {
    const judge = capabilities.judgeOf(capabilities.policy())
    const counts = { all: 0, enabled: 0, registered: 0, capable: 0 }
    for (const facts of users.facts()) {
      const { isEnabled, isRegistered, isCapable } = judge(facts)
      counts.all += 1
      if (isEnabled) counts.enabled += 1
      if (isRegistered) counts.registered += 1
      if (isCapable) counts.capable += 1
    }
    const judged = new Map<UserId, Capability>()
    const { ids, total } = users.pageWhere(search, offset, limit, (facts) => isWanted[only](judge(facts)))
    for (const id of ids) {
      const user = users.stored(id)
      if (user !== null) judged.set(id, capabilities.of(user))
    }
    return { rows: [...judged].flatMap(([id, capability]) => asRow(id, capability)), total, counts }
  }
}
