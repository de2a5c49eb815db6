import type { SignInStatus } from '../users.ts'

/** Whether somebody may sign in, as the list shows it; instants are milliseconds UTC. */
export function signInOf(
  user: { readonly isBlocked: boolean; readonly lockedUntil: number | null },
  now: number,
): SignInStatus {
  if (user.isBlocked) return 'blocked'
  return user.lockedUntil !== null && user.lockedUntil > now ? 'locked' : 'allowed'
}
