import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterFailure,
  type LockoutState,
  maximumFailures,
  noFailures,
  secondsLocked,
  untilUnlocked,
} from '../../../shared/rules/lockout.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'

const policy = defaultPolicies.lockout

function fail(times: number, start: LockoutState = noFailures, now = 0): LockoutState {
  let state = start
  for (let at = 0; at < times; at += 1) state = afterFailure(state, `${start.failures} ${at}`, policy, now)
  return state
}

describe('smart lockout', () => {
  it('locks at the tenth failure for 60 seconds, then twice as long with each further one, up to the cap', () => {
    expect(secondsLocked(fail(9), 0)).toBe(0)
    const seconds = [10, 11, 12, 13, 14, 15, 16, 17, 40].map((times) => secondsLocked(fail(times), 0))
    expect(seconds).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
  })

  it('does not count one of the last three wrong passwords twice', () => {
    let state = noFailures
    for (const hash of ['a', 'a', 'b', 'a', 'c', 'b', 'c']) state = afterFailure(state, hash, policy, 0)
    expect(state.failures).toBe(3)
    state = afterFailure(state, 'd', policy, 0)
    expect(afterFailure(state, 'a', policy, 0).failures, 'the fourth last counts again').toBe(5)
  })

  it('waits for an admin after a hundred failures in a row', () => {
    expect(fail(maximumFailures).lockedUntil).toBe(untilUnlocked)
    // The last instant that a date can hold.
    expect(new Date(untilUnlocked).getTime()).toBe(untilUnlocked)
  })

  it('is never shortened by a clock that was set back', () => {
    const locked = fail(12, noFailures, 1_000_000_000)
    const later = afterFailure(locked, 'x', policy, 0)
    expect(later.lockedUntil).toBeGreaterThanOrEqual(locked.lockedUntil as number)
  })

  it('agrees with a plain count over any run of wrong passwords', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 60 })
    fc.assert(
      fc.property(words, (tried) => {
        let state = noFailures
        const recent: string[] = []
        let count = 0
        for (const word of tried) {
          state = afterFailure(state, word, policy, 0)
          if (recent.includes(word)) continue
          count += 1
          recent.unshift(word)
          recent.length = Math.min(recent.length, 3)
        }
        expect(state.failures).toBe(count)
        expect(secondsLocked(state, 0) > 0).toBe(count >= policy.threshold)
      }),
    )
  })
})
