import { expect, it } from 'vitest'
import { timeLeft } from '../../../../renderer/users/grid/time-left.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

it('time left is rounded down, in words of the language, and is never negative', () => {
  expect(timeLeft(3 * day - 1, 'en')).toBe('in 2 days')
  expect(timeLeft(2 * day - 1, 'en')).toBe('in 47 hours')
  expect(timeLeft(2 * hour - 1, 'da')).toBe('om 119 minutter')
  expect(timeLeft(5 * hour, 'sv')).toBe('om 5 timmar')
  expect(timeLeft(minute - 1, 'en')).toBe('in 0 minutes')
  expect(timeLeft(-hour, 'en')).toBe('in 0 minutes')
})
