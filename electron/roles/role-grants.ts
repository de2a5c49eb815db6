import { DomainError } from '../../shared/errors.ts'
import type { GroupId } from '../../shared/ids.ts'
import { rebaseSet } from '../../shared/rules/rebase.ts'
import {
  maximumLimits,
  type RoleHolder,
  type RoleLimit,
  type RoleName,
  roleNames,
} from '../../shared/rules/role-matrix.ts'

/** One role with its groups; no groups where it reaches everybody. */
export type RoleGrant = { readonly role: RoleName; readonly groups: readonly GroupId[] }
/** Roles as an admin has chosen them: as a change of what the admin had `seen`, or in place of all roles. */
type Chosen = {
  readonly roles: readonly RoleName[]
  /** Without `limits`, the roles that stay keep theirs. */
  readonly limits?: readonly RoleLimit[] | undefined
  readonly seen?: RoleHolder | undefined
}

/** The roles that somebody has, and the roles that they are to have. */
export function grantsBeforeAndAfter(
  held: RoleHolder,
  { roles, limits, seen }: Chosen,
): [before: RoleGrant[], after: RoleGrant[]] {
  const before = grantsOf(held.roles, held.limits)
  const typed = grantsOf(roles, limits ?? held.limits)
  if (seen === undefined) return [before, typed]
  return [before, mergedGrants(typed, grantsOf(seen.roles, limits === undefined ? held.limits : seen.limits), before)]
}

function grantsOf(roles: readonly RoleName[], limits: readonly RoleLimit[]): RoleGrant[] {
  return [...new Set(roles)].map((role) => {
    const groups = limits.filter((limit) => limit.role === role).flatMap((limit) => limit.groups)
    return { role, groups: [...new Set(groups)].sort((a, b) => a - b) }
  })
}

/** The present roles, plus those that the admin has given and minus those that the admin has taken since `seen`. */
function mergedGrants(typed: readonly RoleGrant[], seen: readonly RoleGrant[], now: readonly RoleGrant[]): RoleGrant[] {
  const names = (given: readonly RoleGrant[]) => given.map(({ role }) => role)
  const roles = rebaseSet(names(typed), names(seen), names(now))
  return roleNames
    .filter((role) => roles.includes(role))
    .flatMap((role) => {
      const reachIn = (given: readonly RoleGrant[]) => given.find((one) => one.role === role)?.groups
      const groups = reachSince(reachIn(typed), reachIn(seen), reachIn(now))
      return groups === null ? [] : [{ role, groups }]
    })
}

type Groups = readonly GroupId[] | undefined
type Rest = 'everybody else'

/**
 * The groups of one role after the change, merged as a set: undefined where the role is not held, null where nobody is left. A limit can't
 * say "everybody but these groups": then the named groups are stored, so that the role reaches nobody whom one of two admins took out.
 */
function reachSince(typed: Groups, seen: Groups, now: Groups): readonly GroupId[] | null {
  const named = [...new Set([typed, seen, now].flatMap((groups) => groups ?? []))]
  const whole = (groups: Groups): readonly (GroupId | Rest)[] =>
    groups?.length === 0 ? ['everybody else', ...named] : (groups ?? [])
  const reach = rebaseSet(whole(typed), whole(seen), whole(now))
  if (reach.length > named.length) return []
  const groups = reach.filter((one) => one !== 'everybody else').sort((a, b) => a - b)
  if (groups.length > maximumLimits) throw new DomainError('FIELD_INVALID', { field: 'groups', reason: 'tooMany' })
  return groups.length === 0 ? null : groups
}
