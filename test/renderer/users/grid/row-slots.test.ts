import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dealRowSlots } from '../../../../renderer/users/grid/row-slots.ts'

const range = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at)

test('a row that stays in the window keeps its element, and one that comes takes that of one that has left', () => {
  const before = dealRowSlots(new Map(), range(0, 4), true)
  expect([...before]).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 3],
  ])
  const after = dealRowSlots(before, range(2, 4), true)
  expect([...after]).toEqual([
    [2, 2],
    [3, 3],
    [4, 0],
    [5, 1],
  ])
})

test('while the focus is in a row no element is moved to another row', () => {
  const before = dealRowSlots(new Map(), range(0, 4), true)
  const after = dealRowSlots(before, [...range(40, 4), 1], false)
  expect(after.get(1)).toBe(1)
  expect(range(40, 4).map((index) => after.get(index))).toEqual([4, 5, 6, 7])
})

test('wherever somebody scrolls, no two rows share an element and there are no more elements than rows were shown at once', () => {
  const window = fc.record({ first: fc.nat(1000), count: fc.integer({ min: 1, max: 40 }) })
  fc.assert(
    fc.property(fc.array(window, { maxLength: 30 }), (windows) => {
      let slots: ReadonlyMap<number, number> = new Map()
      let most = 0
      for (const { first, count } of windows) {
        slots = dealRowSlots(slots, range(first, count), true)
        most = Math.max(most, count)
        expect([...slots.keys()]).toEqual(range(first, count))
        expect(new Set(slots.values()).size).toBe(count)
        expect(Math.max(...slots.values())).toBeLessThan(most)
      }
    }),
  )
})
