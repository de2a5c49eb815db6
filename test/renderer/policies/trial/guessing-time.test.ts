import { expect, it } from 'vitest'
import { guessingTime } from '../../../../renderer/policies/trial/guessing-time.ts'

const perSecond = 10_000

it('guessing time is told in the largest unit that fits, and not at all where it is too short or too long', () => {
  expect(guessingTime(perSecond - 1)).toEqual({ kind: 'atOnce' })
  expect(guessingTime(perSecond)).toEqual({ kind: 'time', unit: 'second', value: 1 })
  expect(guessingTime(90 * perSecond)).toEqual({ kind: 'time', unit: 'minute', value: 2 })
  expect(guessingTime(3 * 3600 * perSecond)).toEqual({ kind: 'time', unit: 'hour', value: 3 })
  expect(guessingTime(40 * 86_400 * perSecond)).toEqual({ kind: 'time', unit: 'month', value: 1 })
  expect(guessingTime(999 * 31_557_600 * perSecond)).toEqual({ kind: 'time', unit: 'year', value: 999 })
  expect(guessingTime(1e64)).toEqual({ kind: 'forEver' })
})
