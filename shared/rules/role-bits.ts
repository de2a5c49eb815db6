import { type RoleName, roleNames } from './role-matrix.ts'

/** Roles as the bits of one number, in the order of the role list, so that a hundred thousand people are stored and compared quickly. */
export function roleBitsOf(roles: readonly RoleName[]): number {
  return roles.reduce((bits, role) => bits | (1 << roleNames.indexOf(role)), 0)
}

/** The roles that a set of bits stands for, in the order of the role list. */
export function rolesOf(bits: number): readonly RoleName[] {
  return bits === 0 ? none : roleNames.filter((_, index) => (bits & (1 << index)) !== 0)
}

/** One shared empty list, because nearly everybody has no role. */
const none: readonly RoleName[] = []
