import type { LockoutPolicy } from './policy.ts'

/** What is kept about failed sign-ins of one account through one door. Instants are milliseconds UTC. */
export type LockoutState = {
  /** The number of counted failures in a row. */
  readonly failures: number
  readonly lockedUntil: number | null
  /** Keyed hashes of the last three wrong passwords, newest first; never the passwords. */
  readonly recent: readonly string[]
}

export const noFailures: LockoutState = { failures: 0, lockedUntil: null, recent: [] }

/** The most failures in a row; after them the account waits for an admin (NIST SP 800-63B-4, rate limiting). */
export const maximumFailures = 100
const remembered = 3
/** The end of a lock that only an admin can end. */
export const untilUnlocked = 8.64e15

/**
 * The state after one more wrong password. The last three wrong passwords do not count twice, and each further failure locks for longer
 * (Microsoft Entra smart lockout).
 */
export function afterFailure(
  state: LockoutState,
  hash: string | null,
  policy: LockoutPolicy,
  now: number,
): LockoutState {
  if (hash !== null && state.recent.includes(hash)) return state
  const failures = state.failures + 1
  const recent = hash === null ? state.recent : [hash, ...state.recent].slice(0, remembered)
  if (failures >= maximumFailures) return { failures, recent, lockedUntil: untilUnlocked }
  if (failures < policy.threshold) return { failures, recent, lockedUntil: state.lockedUntil }
  // A lock is never shortened, because a clock that was set back must not open an account.
  return { failures, recent, lockedUntil: Math.max(now + lockLength(failures, policy), state.lockedUntil ?? 0) }
}

/** How long so many failures in a row lock an account, in milliseconds. */
function lockLength(failures: number, { threshold, seconds, capSeconds }: LockoutPolicy): number {
  return Math.min(capSeconds, seconds * 2 ** Math.min(Math.max(failures - threshold, 0), 30)) * 1000
}

/** The state as it counts now. A lock that ends later than its full length from now was dated by a clock ahead: it is shortened to its full length. */
export function cappedLock(state: LockoutState, policy: LockoutPolicy, now: number): LockoutState {
  const { failures, lockedUntil } = state
  if (lockedUntil === null || failures >= maximumFailures) return state
  const latest = now + lockLength(failures, policy)
  return lockedUntil <= latest ? state : { ...state, lockedUntil: latest }
}

/** Whole seconds until the account may be tried again; 0 when it may be tried now. */
export function secondsLocked(state: Pick<LockoutState, 'lockedUntil'>, now: number): number {
  return state.lockedUntil === null ? 0 : Math.max(0, Math.ceil((state.lockedUntil - now) / 1000))
}
