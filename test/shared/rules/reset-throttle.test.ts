import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterEvent,
  afterReset,
  isUsedUp,
  noThrottle,
  secondsBlocked,
  type ThrottleEvent,
  type ThrottleState,
} from '../../../shared/rules/reset-throttle.ts'

const start = Date.UTC(2026, 10, 20)
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

function afterMany(event: ThrottleEvent, count: number, gap: number): { state: ThrottleState; now: number } {
  let state = noThrottle
  let now = start
  for (let at = 0; at < count; at += 1) {
    now = start + at * gap
    state = afterEvent(state, event, now)
  }
  return { state, now }
}

describe('the throttle of self-service', () => {
  it.each([
    ['notProven', 5, day / 5, day],
    ['tried email', 6, hour / 6, day],
    ['tried authenticator', 6, hour / 6, day],
    ['reset', 6, hour / 6, day],
    ['sent', 11, (10 * minute) / 11, day],
  ] as const)('blocks for a day after %s %i times within its window', (event, count, gap, life) => {
    const before = afterMany(event, count - 1, gap)
    expect(secondsBlocked(before.state, before.now)).toBe(0)
    const { state, now } = afterMany(event, count, gap)
    expect(secondsBlocked(state, now)).toBe(life / 1000)
    expect(secondsBlocked(state, now + life - 1)).toBe(1)
    expect(secondsBlocked(state, now + life)).toBe(0)
  })

  it('forgets what is older than its window', () => {
    const { state, now } = afterMany('notProven', 20, day / 4)
    expect(secondsBlocked(state, now)).toBe(0)
    expect(state.events.length).toBeLessThan(6)
  })

  it('counts the methods apart, and asking for help blocks nothing else', () => {
    let { state } = afterMany('tried email', 5, minute)
    state = afterEvent(state, 'tried sms', start + hour / 2)
    expect(secondsBlocked(state, start + hour / 2)).toBe(0)
    const { state: helped, now } = afterMany('helped', 5, minute)
    expect(isUsedUp(helped, 'helped', now)).toBe(true)
    expect(secondsBlocked(helped, now)).toBe(0)
  })

  it('begins anew after a successful reset, but goes on counting resets', () => {
    let state = noThrottle
    for (let at = 0; at < 5; at += 1) {
      state = afterEvent(state, 'notProven', start)
      state = afterReset(afterEvent(state, 'reset', start))
      expect(secondsBlocked(state, start)).toBe(0)
    }
    expect(secondsBlocked(afterEvent(state, 'reset', start), start)).toBe(86_400)
  })

  it('is never shortened by a clock that was set back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3 * day, max: hour }), { minLength: 5, maxLength: 12 }), (steps) => {
        let state = noThrottle
        let now = start
        const seen: number[] = []
        for (const step of steps) {
          now += step
          seen.push(now)
          state = afterEvent(state, 'notProven', now)
        }
        // Whatever was counted within a day of true time blocks, and for no less than a day after the latest instant seen.
        const [first = 0] = seen
        if (Math.max(...seen) - first < day) expect(state.blockedUntil).toBeGreaterThanOrEqual(first + day)
      }),
    )
  })
})
