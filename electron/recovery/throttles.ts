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

/** What is counted against guessing, per account and kept over restarts; names that nobody has are counted alike. */
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
    // Stored, because without it a clock that is behind would put the end off at every question.
    if (state !== stored) write(account, state)
    return state
  }

  function write(account: Uint8Array, state: ThrottleState): void {
    put.run({ account, state: JSON.stringify(state), now: deps.now() })
  }

  return {
    /** Seconds until self-service is open again for this account; 0 for now. */
    secondsLeft: (account: Uint8Array): number => secondsBlocked(read(account), deps.now()),
    /** Counts inside the caller's transaction; true when this was the one that blocks. */
    count: (account: Uint8Array, event: ThrottleEvent): boolean => {
      const before = read(account)
      const after = afterEvent(before, event, deps.now())
      write(account, after)
      return secondsBlocked(before, deps.now()) === 0 && secondsBlocked(after, deps.now()) > 0
    },
    isUsedUp: (account: Uint8Array, event: ThrottleEvent): boolean => isUsedUp(read(account), event, deps.now()),
    /** A new password, or an admin, clears what was counted; inside the caller's transaction. */
    clear: (account: Uint8Array): void => {
      if (get.get(account) !== undefined) write(account, afterReset(read(account)))
    },
    /** After two days nothing of an account counts any more. */
    tidy: () => forget.run(deps.erasableUntil() - 2 * blockLife),
  }
}
