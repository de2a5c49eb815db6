import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Attempts, addressKey, attempt } from '../../../shared/rules/rate-limit.ts'

const limit = { count: 3, seconds: 60 }

it('lets as many through as the limit says, then tells when the first of them is over', () => {
  let attempts: Attempts = []
  for (const now of [0, 10_000, 20_000]) {
    const verdict = attempt(attempts, limit, now)
    expect(verdict.seconds).toBe(0)
    attempts = verdict.attempts
  }
  expect(attempt(attempts, limit, 30_000)).toEqual({ attempts, seconds: 30 })
  expect(attempt(attempts, limit, 60_000).seconds).toBe(0)
})

it('never lets more through in any window, and never makes anybody wait longer than one, whatever the clock does', () => {
  const jumps = fc.array(fc.integer({ min: -100_000, max: 30_000 }), { maxLength: 60 })
  fc.assert(
    fc.property(jumps, (steps) => {
      let [now, attempts]: [number, Attempts] = [1_000_000, []]
      for (const step of steps) {
        now += step
        const verdict = attempt(attempts, limit, now)
        expect(verdict.seconds).toBeLessThanOrEqual(limit.seconds)
        expect(verdict.attempts.length).toBeLessThanOrEqual(limit.count)
        attempts = verdict.attempts
      }
    }),
  )
})

it('says a wait after which there is room, to the second, for windows of up to a week', () => {
  const windows = fc.record({ seconds: fc.integer({ min: 1, max: 604_800 }), later: fc.nat(604_799_999) })
  fc.assert(
    fc.property(windows, ({ seconds, later }) => {
      const [first, now] = [1_000_000, 1_000_000 + (later % (seconds * 1000))]
      const one = { count: 1, seconds }
      const wait = attempt([first], one, now).seconds
      expect(attempt([first], one, now + wait * 1000).seconds).toBe(0)
      expect(wait === 1 || attempt([first], one, now + (wait - 1) * 1000).seconds > 0).toBe(true)
    }),
  )
})

it.each([
  ['192.168.1.5', '192.168.1.5'],
  ['::ffff:192.168.1.5', '192.168.1.5'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['2001::3:4:5:6:7', '2001:0:0:3::/64'],
  ['::1', '0:0:0:0::/64'],
])('counts %s as %s', (address, key) => {
  expect(addressKey(address)).toBe(key)
})
