import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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

  it.each([
    ['notProven', 5, day],
    ['tried email', 5, hour],
    ['reset', 5, hour],
    ['sent', 10, 10 * minute],
    ['helped', 3, day],
  ] as const)('lets %s happen %i times, and again once the first is as old as the window', (event, count, window) => {
    const { state: almost } = afterMany(event, count - 1, 0)
    expect(isUsedUp(almost, event, start)).toBe(false)
    const { state } = afterMany(event, count, 0)
    expect(isUsedUp(state, event, start)).toBe(true)
    expect(isUsedUp(state, event, start + window - 1)).toBe(true)
    expect(isUsedUp(state, event, start + window)).toBe(false)
  })

  it('remembers what is younger than its window, each by its own', () => {
    const state = afterEvent(afterEvent(noThrottle, 'sent', start), 'helped', start)
    const later = (at: number) => afterEvent(state, 'reset', start + at).events.map(({ event }) => event)
    expect(later(10 * minute - 1)).toEqual(['sent', 'helped', 'reset'])
    expect(later(10 * minute)).toEqual(['helped', 'reset'])
    expect(later(day)).toEqual(['reset'])
  })

  it('lengthens a block and never shortens one', () => {
    const { state, now } = afterMany('notProven', 5, 0)
    expect(state.blockedUntil).toBe(now + blockLife)
    expect(afterEvent(state, 'notProven', now + hour).blockedUntil).toBe(now + hour + blockLife)
    const long = { ...state, blockedUntil: now + 3 * day }
    expect(afterEvent(long, 'notProven', now + hour).blockedUntil).toBe(now + 3 * day)
    expect(afterEvent(long, 'tried sms', now + hour).blockedUntil, 'what is allowed changes no block').toBe(
      now + 3 * day,
    )
  })

  it('counts seconds up to the next whole one', () => {
    const state = { events: [], blockedUntil: start }
    const left = [2001, 2000, 1, 0, -1].map((milliseconds) => secondsBlocked(state, start - milliseconds))
    expect(left).toEqual([3, 2, 1, 0, 0])
    expect(secondsBlocked(noThrottle, start)).toBe(0)
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

describe('what a clock ahead has dated', () => {
  it('stays as it is up to its own length ahead, and lasts that length from now where it is further', () => {
    const state = (sent: number, helped: number, blocked: number | null): ThrottleState => ({
      events: [
        { event: 'sent', at: start + sent },
        { event: 'helped', at: start + helped },
      ],
      blockedUntil: blocked === null ? null : start + blocked,
    })
    const near = state(10 * minute, day, day)
    expect(cappedThrottle(near, start)).toBe(near)
    expect(cappedThrottle(state(10 * minute + 1, day, null), start)).toEqual(state(0, day, null))
    expect(cappedThrottle(state(10 * minute, day + 1, day), start)).toEqual(state(10 * minute, 0, day))
    expect(cappedThrottle(state(10 * minute, day, day + 1), start)).toEqual(near)
  })
})

it('a successful reset forgets wrong proofs, tries and the block, and keeps resets and calls for help', () => {
  const events = (['notProven', 'reset', 'sent', 'helped', 'tried email'] as const).map((event) => ({
    event,
    at: start,
  }))
  const left = afterReset({ events, blockedUntil: start + day })
  expect(left.events.map(({ event }) => event)).toEqual(['reset', 'helped'])
  expect(left.blockedUntil).toBeNull()
})
