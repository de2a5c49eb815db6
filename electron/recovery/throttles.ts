import {
  afterEvent,
  afterReset,
  blockLife,
  cappedThrottle,
  isUsedUp,
  noThrottle,
  secondsBlocked,
  type ThrottleEvent,
  type ThrottleState,
} from '../../shared/rules/reset-throttle.ts'
import type { Sql } from '../db/database.ts'

export type Throttles = ReturnType<typeof createThrottles>

/** Counts tries against guessing, for each account and over restarts; names that do not exist are counted in the same way. */
export function createThrottles(deps: {
  readonly sql: Sql
  readonly now: () => number
  readonly erasableUntil: () => number
}) {
  const get = deps.sql.prepare<[Uint8Array], string>('SELECT state FROM reset_throttles WHERE account = ?').pluck()
  const put = deps.sql.prepare(
    `INSERT INTO reset_throttles VALUES (@account, @state, @now)
     ON CONFLICT (account) DO UPDATE SET state = @state, touched_at = max(touched_at, @now)`,
  )
  const forget = deps.sql.prepare('DELETE FROM reset_throttles WHERE touched_at < ?')

  function read(account: Uint8Array): ThrottleState {
    const text = get.get(account)
    if (text === undefined) return noThrottle
    const stored = JSON.parse(text) as ThrottleState
    const state = cappedThrottle(stored, deps.now())
    // Stored, because under a clock that is behind the end would otherwise move on with every question.
    if (state !== stored) write(account, state)
    return state
  }

  function write(account: Uint8Array, state: ThrottleState): void {
    put.run({ account, state: JSON.stringify(state), now: deps.now() })
  }

  return {
    /** Seconds until self-service is open again for this account; 0 if it is open. */
    secondsLeft: (account: Uint8Array): number => secondsBlocked(read(account), deps.now()),
    /** Counts an event, inside the caller's transaction; true when this one blocks the account. */
    count: (account: Uint8Array, event: ThrottleEvent): boolean => {
      const before = read(account)
      const after = afterEvent(before, event, deps.now())
      write(account, after)
      return secondsBlocked(before, deps.now()) === 0 && secondsBlocked(after, deps.now()) > 0
    },
    isUsedUp: (account: Uint8Array, event: ThrottleEvent): boolean => isUsedUp(read(account), event, deps.now()),
    /** Clears the counts after a new password or by an admin; inside the caller's transaction. */
    clear: (account: Uint8Array): void => {
      if (get.get(account) !== undefined) write(account, afterReset(read(account)))
    },
    /** Removes counts that are older than two days, because nothing counts for longer. */
    tidy: () => forget.run(deps.erasableUntil() - 2 * blockLife),
  }
}
