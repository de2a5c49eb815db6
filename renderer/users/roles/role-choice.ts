import type { GroupId } from '../../../shared/ids.ts'
import {
  type LimitableRole,
  limitableRole,
  maximumLimits,
  type RoleLimit,
  type RoleName,
} from '../../../shared/rules/role-matrix.ts'

/** The groups to which a role is limited, as the admin picks them; null for everybody. */
export type Reach = readonly GroupId[] | null
export type RoleChoice = { readonly roles: readonly RoleName[]; readonly reach: Partial<Record<LimitableRole, Reach>> }

/** The present roles, with which the panel starts. */
export function choiceOf(roles: readonly RoleName[], limits: readonly RoleLimit[]): RoleChoice {
  return { roles, reach: Object.fromEntries(limits.map(({ role, groups }) => [role, groups])) }
}

/** True where a role is to be limited but no group is picked yet: it must not reach everybody then. */
export function isReachFault(reach: Reach): boolean {
  return reach !== null && (reach.length === 0 || reach.length > maximumLimits)
}

/** Each ticked role that can be limited, with the people whom it reaches. */
export function reaches({ roles, reach }: RoleChoice): readonly (readonly [LimitableRole, Reach])[] {
  return limitableRole.options
    .filter((role) => roles.includes(role))
    .map((role) => [role, reach[role] ?? null] as const)
}

/** The limits to save, or null while one of them has no groups. */
export function limitsOf(choice: RoleChoice): readonly RoleLimit[] | null {
  const all = reaches(choice)
  if (all.some(([, reach]) => isReachFault(reach))) return null
  return all.flatMap(([role, groups]) => (groups === null ? [] : [{ role, groups }]))
}
