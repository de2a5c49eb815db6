import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadScript } from '../support/build-script.ts'

type Point = { readonly kind: string; readonly start: number; readonly end: number; readonly becomes: string }
type Names = { readonly was: string; readonly becomes: string; readonly line: number }
type Points = {
  readonly mutationPoints: (path: string, source: string) => readonly Point[]
  readonly mutate: (source: string, point: Point) => string
  readonly namesOf: (source: string, point: Point) => Names
  readonly seeded: (seed: number) => () => number
}
const { mutationPoints, mutate, namesOf, seeded } = await loadScript<Points>('mutation-points.mjs')
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const changesOf = (source: string) => mutationPoints('a.ts', source).map((point) => mutate(source, point))

describe('the changes that tests must notice', () => {
  it.each([
    ['x = a < b', ['x = a <= b']],
    ['x = a === b', ['x = a !== b']],
    ['x = a && b', ['x = a || b']],
    ['if (a) b()', ['if (!(a)) b()', 'if (a) ;']],
    ['if (!a) throw b', [';', 'if (a) throw b']],
    ['x = true', ['x = false']],
    ['x = list.some(f)', ['x = list.every(f)']],
    ["x = 'a' + b", []],
    ['type A = 1 | 2', []],
    ['const x = y as 3', []],
  ])('of %s', (source, changes) => {
    expect(changesOf(source)).toEqual(changes)
  })

  it('come in an order that the seed repeats', () => {
    const numbers = (seed: number) => Array.from({ length: 5 }, seeded(seed))
    expect(numbers(7)).toEqual(numbers(7))
    expect(numbers(7)).not.toEqual(numbers(8))
  })

  it('are answered only as long as the code can still be changed so', () => {
    const answers = JSON.parse(read('build/mutation-answers.json')) as readonly (Names & {
      file: string
      why: string
    })[]
    for (const { file, was, becomes, why } of answers) {
      const source = read(file)
      const names = mutationPoints(file, source).map((point) => namesOf(source, point))
      expect(
        names.some((one) => one.was === was && one.becomes === becomes),
        `${file}: ${was}`,
      ).toBe(true)
      expect(why).not.toBe('')
    }
  })
})
