import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { dayOf, startOf } from '../../../renderer/policies/local-day.ts'
import { passwordExpiresAt, passwordStateOf } from '../../../shared/rules/password-state.ts'

const day = 86_400_000
const before = process.env.TZ
afterEach(() => {
  if (before === undefined) delete process.env.TZ
  else process.env.TZ = before
})

const zones = ['UTC', 'Europe/Copenhagen', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia']
/** Around the nights in which clocks change, leap days and new years. */
const nights = [
  [2026, 2, 29],
  [2026, 9, 25],
  [2028, 1, 29],
  [2026, 11, 31],
  [2026, 3, 5],
  [2026, 9, 4],
] as const
const instant = fc
  .record({ night: fc.constantFrom(...nights), minutes: fc.integer({ min: -2880, max: 2880 }) })
  .map(({ night: [year, month, date], minutes }) => Date.UTC(year, month, date) + minutes * 60_000)

it('a password lives for exactly as many times 86,400 seconds as the policy says, in every zone and over every change of clocks', () => {
  const facts = { hasPassword: true, isTemporary: false, mustChange: false, lapsesAt: null, neverExpires: false }
  fc.assert(
    fc.property(instant, fc.integer({ min: 14, max: 730 }), fc.constantFrom(...zones), (changedAt, days, zone) => {
      process.env.TZ = zone
      const policy = { isOn: true, days, remindDays: 1 }
      const own = { ...facts, changedAt }
      const end = passwordExpiresAt(own, policy) ?? 0
      expect(end).toBe(changedAt + days * day)
      const states = [end - day - 1, end - day, end - 1, end].map((now) => passwordStateOf(own, policy, now))
      expect(states).toEqual(['current', 'expiresSoon', 'expiresSoon', 'expired'])
    }),
  )
})

it('a start date is the first instant of its local day, also where midnight comes twice or not at all', () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(...zones, 'America/Havana', 'Africa/Cairo'), (ms, zone) => {
      process.env.TZ = zone
      const start = startOf(dayOf(ms)) ?? Number.NaN
      expect(dayOf(start)).toBe(dayOf(ms))
      expect(start).toBeLessThanOrEqual(ms)
      expect(dayOf(start - 1)).not.toBe(dayOf(start))
      expect(ms - start).toBeLessThan(25 * 3_600_000)
    }),
  )
})
