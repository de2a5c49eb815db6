import { expect, it } from 'vitest'
import { seededRandom } from './tally.ts'

it('repeats for a seed, and another stream of it is another row of numbers', () => {
  const take = (next: () => number) => Array.from({ length: 5 }, next)
  expect(take(seededRandom(1))).toEqual(take(seededRandom(1)))
  expect(take(seededRandom(1, 1))).not.toEqual(take(seededRandom(1)))
  expect(take(seededRandom(1)).every((number) => number >= 0 && number < 1)).toBe(true)
})
