import { type RoleName, roleNames } from './role-matrix.ts'

/** Roles as bits of one number, in the order of the role list: what a hundred thousand people are kept and compared with. */
export function roleBitsOf(roles: readonly RoleName[]): number {
  return roles.reduce((bits, role) => bits | (1 << roleNames.indexOf(role)), 0)
}

/** The roles that a set of bits stands for, in the order of the role list. */
export function rolesOf(bits: number): readonly RoleName[] {
  return bits === 0 ? none : roleNames.filter((_, index) => (bits & (1 << index)) !== 0)
}

/** One for everybody without a role, which nearly everybody is. */
const none: readonly RoleName[] = []
