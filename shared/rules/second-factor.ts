import type { Policies } from './policy.ts'
import type { RoleName } from './role-matrix.ts'

/**
 * `needed`: a code must be typed. `mustRegister`: an authenticator app must be set up first. `none`: the password was enough, or everything
 * is proved.
 */
export type FactorState = 'none' | 'needed' | 'mustRegister'
export type SecondFactorPolicy = Policies['signIn']['secondFactor']

/** True if one of these roles may not sign in with a password alone. */
export function isFactorRequired(policy: SecondFactorPolicy, roles: readonly RoleName[]): boolean {
  return roles.some((role) => policy.requiredRoles.includes(role))
}

/** True if somebody with these roles may set an authenticator app up. */
export function mayRegisterFactor(policy: SecondFactorPolicy, roles: readonly RoleName[]): boolean {
  return policy.isOffered || isFactorRequired(policy, roles)
}

/** What remains to be done after the right password. An app that is neither offered nor required any more is not asked for, but stays registered. */
export function factorStateOf(
  policy: SecondFactorPolicy,
  roles: readonly RoleName[],
  isRegistered: boolean,
): FactorState {
  if (isRegistered) return mayRegisterFactor(policy, roles) ? 'needed' : 'none'
  return isFactorRequired(policy, roles) ? 'mustRegister' : 'none'
}
