import type { GroupId } from '../../../shared/ids.ts'
import {
  type LimitableRole,
  limitableRole,
  maximumLimits,
  type RoleLimit,
  type RoleName,
} from '../../../shared/rules/role-matrix.ts'

/** The groups that a role is limited to, as somebody picks them; null for everybody. */
export type Reach = readonly GroupId[] | null
export type RoleChoice = { readonly roles: readonly RoleName[]; readonly reach: Partial<Record<LimitableRole, Reach>> }

/** What somebody holds now, as the panel starts with. */
export function choiceOf(roles: readonly RoleName[], limits: readonly RoleLimit[]): RoleChoice {
  return { roles, reach: Object.fromEntries(limits.map(({ role, groups }) => [role, groups])) }
}

/** True where a role was limited without saying to which groups: it must not end up reaching everybody. */
export function isReachFault(reach: Reach): boolean {
  return reach !== null && (reach.length === 0 || reach.length > maximumLimits)
}

/** Each ticked role that can be limited, with whom it reaches. */
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
