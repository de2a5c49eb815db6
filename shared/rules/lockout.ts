import type { Fact, LockRules } from './directory/directory-rules.ts'
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

/** How a directory that Keydesk does not know to lock is treated: as one that locks after four wrong passwords, and counts each for half an hour. */
export const carefulLimit = { tries: 3, seconds: 1800 } as const
/** A wrong password that a directory never forgets counts for so many seconds here, because an account must not stay locked for good. */
const longestWait = 86_400

/** How many wrong passwords may reach a directory before Keydesk locks, and for how long at least; null for a directory that never locks. */
export type PassedOn = { readonly tries: number; readonly seconds: number }

function passedOn(lock: Fact<LockRules>): PassedOn | null {
  if (lock === 'unknown') return carefulLimit
  const { threshold, window } = lock
  if (threshold === 0) return null
  // With a threshold of one, nobody could sign in at all if no wrong password were to reach the directory.
  const tries = threshold === 'unknown' ? carefulLimit.tries : Math.max(1, threshold - 1)
  return { tries, seconds: secondsIn(window) }
}

/** A second more than the directory counts, because clocks are read one after the other. */
function secondsIn(window: Fact<number>): number {
  if (window === 'unknown') return carefulLimit.seconds
  return window === 0 ? longestWait : Math.min(longestWait, Math.ceil(window / 1000) + 1)
}

/** What Keydesk keeps of a directory whose policies lock like this: the lowest number of tries and the longest time; null for none. */
export function limitBelow(locks: readonly Fact<LockRules>[]): PassedOn | null {
  const limits = locks.flatMap((lock) => passedOn(lock) ?? [])
  if (limits.length === 0) return null
  return {
    tries: Math.min(...limits.map(({ tries }) => tries)),
    seconds: Math.max(...limits.map(({ seconds }) => seconds)),
  }
}

/** The lowest threshold of a directory that locks, as it is known; 0 for one that never locks. */
export function thresholdOf(locks: readonly Fact<LockRules>[]): Fact<number> {
  const thresholds = locks.map((lock) => (lock === 'unknown' ? lock : lock.threshold)).filter((one) => one !== 0)
  if (thresholds.includes('unknown')) return 'unknown'
  return thresholds.length === 0 ? 0 : Math.min(...(thresholds as number[]))
}

/**
 * The policy as it is enforced beside connected directories: below the threshold of each, and for no shorter a time than it counts. It holds
 * for everybody, because a limit for some would tell who they are.
 */
export function lockoutBelow(policy: LockoutPolicy, limits: readonly (PassedOn | null)[]): LockoutPolicy {
  const kept = limits.filter((limit) => limit !== null)
  const threshold = Math.min(policy.threshold, ...kept.map(({ tries }) => tries))
  const seconds = Math.max(policy.seconds, ...kept.map((limit) => limit.seconds))
  return {
    threshold,
    seconds,
    capSeconds: kept.length === 0 ? policy.capSeconds : Math.max(policy.capSeconds, seconds),
  }
}
