import { expect, it } from 'vitest'
import { seededRandom } from './tally.ts'

it('random numbers repeat for a seed, and each stream of a seed has numbers of its own', () => {
  const take = (next: () => number) => Array.from({ length: 5 }, next)
  expect(take(seededRandom(1))).toEqual(take(seededRandom(1)))
  expect(take(seededRandom(1, 1))).not.toEqual(take(seededRandom(1)))
  expect(take(seededRandom(1)).every((number) => number >= 0 && number < 1)).toBe(true)
})
