import { TOTP } from 'otpauth'
import type { SignedInCall } from '../../electron/rpc/call.ts'
import type { Services } from '../../electron/services.ts'
import { defaultPolicies } from '../../shared/rules/policy.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import type { Clock } from './test-clocks.ts'

/** The code that an authenticator app shows for this seed at this moment. */
export function codeAt(secret: string, now: number): string {
  return new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: now })
}

/** Sets an app up for whoever calls, as their phone would; answers what it holds then. */
export async function registerAuthenticator(services: Services, call: SignedInCall, clock: Clock) {
  const { secret } = await services.methods.startAuthenticator({}, call)
  const { recoveryCodes } = await services.methods.confirmAuthenticator({ code: codeAt(secret, clock.now) }, call)
  /** What the phone shows now, or in a while; the code that was confirmed is used up. */
  const code = (seconds = 0) => codeAt(secret, clock.now + seconds * 1000)
  return { secret, recoveryCodes: recoveryCodes ?? [], code }
}

/** Makes the second factor a must for these roles. */
export function requireFactor(
  services: Services,
  owner: SignedInCall,
  requiredRoles: readonly RoleName[],
  isOffered = true,
) {
  const signIn = { ...defaultPolicies.signIn, secondFactor: { isOffered, requiredRoles } }
  return services.policies.save({ ...defaultPolicies, signIn }, owner)
}
