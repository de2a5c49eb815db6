import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { loadScript } from '../support/build-script.ts'

type Point = { readonly kind: string; readonly start: number; readonly end: number; readonly becomes: string }
type Numbered = Point & { readonly id: number }
type Names = { readonly was: string; readonly becomes: string; readonly line: number }
type Points = {
  readonly mutationPoints: (path: string, source: string) => readonly Point[]
  readonly mutate: (source: string, point: Point) => string
  readonly instrument: (source: string, points: readonly Numbered[]) => string
  readonly namesOf: (source: string, point: Point) => Names
  readonly seeded: (seed: number) => () => number
}
const { instrument, mutationPoints, mutate, namesOf, seeded } = await loadScript<Points>('mutation-points.mjs')
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

  const switches = globalThis as { __change?: number; __met?: Set<number> }
  afterEach(() => {
    delete switches.__change
    delete switches.__met
  })
  /** Runs a program with one change switched on, 0 for none; what it said. */
  function said(program: string, change: number): readonly unknown[] {
    const all: unknown[] = []
    switches.__change = change
    try {
      new Function('say', 'list', program)((what: unknown) => all.push(what), [3, 1, 2])
    } catch (error) {
      all.push(String(error))
    }
    return all
  }

  it.each([
    'say(list.length < 3 && list.length > 3 || list.length === 3)',
    'if (list.length > 3) say(1)\nelse say(2)',
    'if (!list) say(1)\nelse if (list[0] !== 3) say(2)\nelse { say(3)\nsay(4) }',
    'let sum = 0\nfor (const one of list) sum += one\nsay(sum - 1)',
    'let sum = 0\nfor (const one of list) {\n  say(one)\n  sum += one\n}\nsay(sum)',
    'say(list\n  .some((one) => one > 2))\nsay(list?.every((one) => one > 2) ? 1 : 2)',
    'say((list ?? []).some((one) => one > 2) === true)',
    'say({ 1: 2, [3]: true }[list[0]])\nfor (const one of list) if (one === 1) continue\nsay(Math.min(...list))',
    '(() => {\n  if (list.length === 4) return\n  if (list.length === 3) { throw new Error(String(-1)) }\n})()',
  ])('do the same behind a switch as in the text: %s', (source) => {
    const points = mutationPoints('a.ts', source).map((point, at) => ({ ...point, id: at + 1 }))
    const switched = instrument(source, points)
    expect(switched.split('\n')).toHaveLength(source.split('\n').length)
    expect(said(switched, 0)).toEqual(said(source, 0))
    for (const point of points)
      expect(said(switched, point.id), mutate(source, point)).toEqual(said(mutate(source, point), 0))
  })

  it('say which of them a program comes to', () => {
    const source = 'if (list.length > 3) say(list.length + 1)'
    const points = mutationPoints('a.ts', source).map((point, at) => ({ ...point, id: at + 1 }))
    said(instrument(source, points), -1)
    const met = points.filter(({ id }) => switches.__met?.has(id)).map((point) => mutate(source, point))
    expect(met).toEqual([
      'if (!(list.length > 3)) say(list.length + 1)',
      'if (list.length >= 3) say(list.length + 1)',
      'if (list.length > 4) say(list.length + 1)',
    ])
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
