import { DomainError } from '../../shared/errors.ts'
import type { GroupUse } from '../../shared/groups.ts'
import type { GroupId } from '../../shared/ids.ts'
import { shownGroupName } from '../../shared/rules/groups.ts'
import { isPermitted, rolesWith } from '../../shared/rules/role-matrix.ts'
import type { Sql } from '../db/database.ts'
import type { Membership } from '../people/membership.ts'
import type { Call } from '../rpc/call.ts'
import { createGroupsStore } from './groups-store.ts'

type Find = (id: GroupId) => readonly GroupUse[]
export type GroupUses = ReturnType<typeof createGroupUses>
export type Reach = ReturnType<typeof createReach>

/** The uses of groups: each slice that keeps ids of groups registers its use, and a group in use can't be deleted. */
export function createGroupUses() {
  const usedBy: Find[] = []
  return {
    register: (find: Find): void => void usedBy.push(find),
    of: (id: GroupId): readonly GroupUse[] => usedBy.flatMap((find) => find(id)),
  }
}

/**
 * Guards changes of whom a limited role reaches: only callers who may give roles may change who is in a group that limits a role, as in
 * Microsoft's administrative units.
 */
export function createReach(deps: {
  readonly sql: Sql
  readonly membership: Membership
  readonly uses: GroupUses
  /** The names of the connected directories by their ids. */
  readonly directoryNames: () => ReadonlyMap<number, string>
}) {
  const { sql, membership, uses } = deps
  const store = createGroupsStore(sql)
  const isLimiting = (id: GroupId) => uses.of(id).some(({ kind }) => kind === 'role')

  function mustDecide([limiting]: readonly GroupId[], call: Call): void {
    if (limiting === undefined) return
    if (call.actor === null || !isPermitted(call.actor, 'roles.manage')) {
      const row = store.get(limiting)
      const directory = row?.directoryId ? (deps.directoryNames().get(row.directoryId) ?? '') : null
      const group = shownGroupName(row?.name ?? '', directory)
      throw new DomainError('GROUP_LIMITS_ROLE', { group, roles: rolesWith('roles.manage') })
    }
  }

  const limitingOver = (id: GroupId) => [...membership.holdersOf(id)].filter(isLimiting)

  /** The groups that limit a role and hold the people of only one of the two departments; '' for no department. */
  function limitingBetween(before: string, after: string): readonly GroupId[] {
    const limiting = (department: string) => [...membership.holdersOfDepartment(department)].filter(isLimiting)
    const [left, entered] = [limiting(before), limiting(after)]
    return [...left.filter((id) => !entered.includes(id)), ...entered.filter((id) => !left.includes(id))]
  }

  return {
    /** Whether some role is limited to a group, directly or through a group above. */
    limitsRole: (id: GroupId): boolean => limitingOver(id).length > 0,
    /** Whether a change of department moves somebody into a group that limits a role, or out of one; '' for no department. */
    isMoved: (before: string, after: string): boolean => limitingBetween(before, after).length > 0,
    /** Throws for a caller without the right to give roles, if some role is limited to this group, directly or through a group above. */
    mustDecideOver: (id: GroupId, call: Call): void => mustDecide(limitingOver(id), call),
    /**
     * Throws for a caller without the right to give roles, if this change of department moves somebody into a group that limits a role, or
     * out of one; '' for no department.
     */
    mustNotMove: (before: string, after: string, call: Call): void => mustDecide(limitingBetween(before, after), call),
  }
}
