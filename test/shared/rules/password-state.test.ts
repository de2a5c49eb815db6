import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ExpirationPolicy,
  noExpiration,
  type PasswordFacts,
  passwordExpiresAt,
  passwordStateOf,
  passwordStates,
} from '../../../shared/rules/password-state.ts'

const day = 86_400_000
const now = Date.UTC(2026, 2, 29, 1, 30)
const own: PasswordFacts = {
  hasPassword: true,
  isTemporary: false,
  mustChange: false,
  lapsesAt: null,
  changedAt: now,
  neverExpires: false,
}
const temporary: PasswordFacts = { ...own, isTemporary: true, mustChange: true, lapsesAt: now + 1 }
const ninety: ExpirationPolicy = { isOn: true, days: 90, remindDays: 14 }

const state = (facts: Partial<PasswordFacts>, policy = ninety, at = now) =>
  passwordStateOf({ ...own, ...facts }, policy, at)

describe('without a policy', () => {
  test('a password is current for ever', () => {
    expect(state({ changedAt: 0 }, noExpiration)).toBe('current')
    expect(passwordExpiresAt({ ...own, changedAt: 0 }, noExpiration)).toBeNull()
  })

  test('never expires is still shown', () => expect(state({ neverExpires: true }, noExpiration)).toBe('neverExpires'))

  test('expiration is off by default', () => expect(noExpiration).toEqual({ isOn: false, days: 90, remindDays: 14 }))
})

describe('a user without a password', () => {
  test('is none, whatever else is known', () => {
    const facts = { ...temporary, hasPassword: false, neverExpires: true, lapsesAt: now - 1, changedAt: 0 }
    expect(state(facts)).toBe('none')
    expect(passwordExpiresAt(facts, ninety)).toBeNull()
  })
})

describe('a temporary password', () => {
  test.each([
    ['a millisecond before it lapses', now + 1, 'temporary'],
    ['at the instant itself', now, 'lapsed'],
    ['a millisecond after', now - 1, 'lapsed'],
    ['when it never lapses', null, 'temporary'],
  ])('%s', (_name, lapsesAt, expected) => {
    expect(state({ ...temporary, lapsesAt })).toBe(expected)
    expect(passwordExpiresAt({ ...temporary, lapsesAt }, ninety)).toBe(lapsesAt)
  })

  test('wins over must change, never expires and the age of the password', () => {
    for (const mustChange of [true, false])
      expect(state({ ...temporary, mustChange, neverExpires: true, changedAt: 0 })).toBe('temporary')
    expect(state({ ...temporary, neverExpires: true, lapsesAt: now })).toBe('lapsed')
  })
})

describe('must change', () => {
  test('wins over never expires, as Microsoft advises', () => {
    expect(state({ mustChange: true, neverExpires: true })).toBe('mustChange')
    expect(state({ mustChange: true, neverExpires: true }, noExpiration)).toBe('mustChange')
  })

  test('wins over an expired password', () => expect(state({ mustChange: true, changedAt: 0 })).toBe('mustChange'))

  test('ignores the date of a temporary password that was replaced', () => {
    expect(state({ mustChange: true, lapsesAt: now - 1 })).toBe('mustChange')
    expect(state({ lapsesAt: now - 1 })).toBe('current')
  })
})

describe('under a policy of 90 days with a reminder 14 days before', () => {
  test.each([
    ['new', 0, 'current'],
    ['a millisecond before the reminder', 76 * day - 1, 'current'],
    ['at the reminder', 76 * day, 'expiresSoon'],
    ['a millisecond before it expires', 90 * day - 1, 'expiresSoon'],
    ['at the instant itself', 90 * day, 'expired'],
    ['a millisecond after', 90 * day + 1, 'expired'],
    ['changed in the future by a wrong clock', -day, 'current'],
  ])('%s', (_name, age, expected) => {
    const changedAt = now - age
    expect(state({ changedAt })).toBe(expected)
    expect(passwordExpiresAt({ ...own, changedAt }, ninety)).toBe(changedAt + 90 * day)
  })

  test('never expires is left alone', () => {
    expect(state({ neverExpires: true, changedAt: 0 })).toBe('neverExpires')
    expect(passwordExpiresAt({ ...own, neverExpires: true, changedAt: 0 }, ninety)).toBeNull()
  })

  test('a password of unknown age does not expire', () => {
    expect(state({ changedAt: null })).toBe('current')
    expect(passwordExpiresAt({ ...own, changedAt: null }, ninety)).toBeNull()
  })

  test('without reminder days there is no expires soon', () => {
    const policy = { ...ninety, remindDays: 0 }
    expect(state({ changedAt: now - 90 * day + 1 }, policy)).toBe('current')
    expect(state({ changedAt: now - 90 * day }, policy)).toBe('expired')
  })

  test('a reminder longer than the life is shown from the first day', () =>
    expect(state({ changedAt: now }, { isOn: true, days: 14, remindDays: 30 })).toBe('expiresSoon'))
})

describe('time zones', () => {
  // Europe/Copenhagen and America/New_York change their clocks between these instants.
  test.each(['UTC', 'Europe/Copenhagen', 'America/New_York', 'Pacific/Kiritimati'])('%s changes nothing', (zone) => {
    const before = process.env.TZ
    process.env.TZ = zone
    try {
      const changedAt = Date.UTC(2025, 11, 29, 1, 30)
      expect(passwordExpiresAt({ ...own, changedAt }, ninety)).toBe(Date.UTC(2026, 2, 29, 1, 30))
      expect(state({ changedAt }, ninety, now - 1)).toBe('expiresSoon')
      expect(state({ changedAt }, ninety, now)).toBe('expired')
    } finally {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    }
  })
})

test('any facts give one known state that only moves forward in time', () => {
  const instant = fc.integer({ min: 0, max: 1000 }).map((days) => days * day)
  const facts = fc.record({
    hasPassword: fc.boolean(),
    isTemporary: fc.boolean(),
    mustChange: fc.boolean(),
    lapsesAt: fc.option(instant),
    changedAt: fc.option(instant),
    neverExpires: fc.boolean(),
  })
  const policy = fc.record({ isOn: fc.boolean(), days: fc.integer({ min: 14, max: 730 }), remindDays: fc.nat(30) })
  const rank = {
    none: 0,
    temporary: 0,
    lapsed: 1,
    mustChange: 0,
    current: 0,
    expiresSoon: 1,
    expired: 2,
    neverExpires: 0,
  }
  fc.assert(
    fc.property(facts, policy, instant, instant, (some, rules, one, other) => {
      const [early, late] = one < other ? [one, other] : [other, one]
      const [first, then] = [passwordStateOf(some, rules, early), passwordStateOf(some, rules, late)]
      expect(passwordStates).toContain(first)
      expect(rank[then]).toBeGreaterThanOrEqual(rank[first])
      const expiresAt = passwordExpiresAt(some, rules)
      const isOver = first === 'lapsed' || first === 'expired'
      if (first !== 'mustChange') expect(isOver).toBe(expiresAt !== null && expiresAt <= early)
    }),
  )
})
