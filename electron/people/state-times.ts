import type { ExpirationPolicy, PasswordFacts } from '../../shared/rules/password-state.ts'
import { passwordExpiresAt } from '../../shared/rules/password-state.ts'

const day = 86_400_000

/** The next instant at which somebody's password state changes by the passing of time, milliseconds UTC; infinity for never. */
export function nextStateAt(user: PasswordFacts, policy: ExpirationPolicy, now: number): number {
  const end = passwordExpiresAt(user, policy)
  if (end === null || end <= now) return Number.POSITIVE_INFINITY
  const reminder = end - policy.remindDays * day
  return user.isTemporary || reminder <= now ? end : reminder
}

/** When somebody's smart lockout ends, milliseconds UTC; infinity without one. */
export function lockEnd(user: { readonly lockedUntil: number | null }, now: number): number {
  const { lockedUntil } = user
  return lockedUntil === null || lockedUntil <= now ? Number.POSITIVE_INFINITY : lockedUntil
}
