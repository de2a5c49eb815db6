import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstSight, lookAgain, type SpokenTime, spokenTime, type TimeLeft } from '../../../shared/rules/time-left.ts'

const second = 1000

/** What is said second by second of work that does so much in each second. */
function watched(total: number, speeds: readonly number[]) {
  let done = 0
  let known: TimeLeft = firstSight({ at: 0, done, total })
  return speeds.map((speed, index) => {
    done = Math.min(total, done + speed)
    known = lookAgain(known, { at: (index + 1) * second, done, total })
    return { minutes: known.minutes, said: spokenTime(known), done }
  })
}
const steady = (seconds: number, speed: number) => Array.from({ length: seconds }, () => speed)
const inMinutes = (said: SpokenTime | null) =>
  said === null ? null : said.unit === 'soon' ? 1 : said.unit === 'minutes' ? said.count : said.count * 60

describe('the time left of long work', () => {
  it('is not said before anything is known', () => {
    expect(watched(1000, steady(3, 1)).map(({ said }) => said)).toEqual([null, null, null])
    expect(watched(1000, steady(60, 0)).every(({ said }) => said === null)).toBe(true)
  })

  it('is right for work that goes on evenly, and only falls', () => {
    const all = watched(600, steady(600, 1))
    expect(all[4]?.said).toEqual({ unit: 'minutes', count: 10 })
    expect(all[299]?.said).toEqual({ unit: 'minutes', count: 5 })
    expect(all[580]?.said).toEqual({ unit: 'soon' })
    expect(all.at(-1)?.said).toBeNull()
    const shown = all.flatMap(({ said }) => inMinutes(said) ?? [])
    expect(shown).toEqual(shown.toSorted((a, b) => b - a))
  })

  it('follows work that becomes slower, a little at a time', () => {
    const all = watched(3000, [...steady(300, 5), ...steady(400, 2)])
    expect(all[299]?.said).toEqual({ unit: 'minutes', count: 5 })
    // 1500 are left then, at two in a second.
    expect(all[360]?.said).toMatchObject({ unit: 'minutes' })
    expect(inMinutes(all[360]?.said ?? null)).toBeGreaterThanOrEqual(11)
    expect(inMinutes(all[360]?.said ?? null)).toBeLessThanOrEqual(13)
  })

  it('says hours of work that takes hours, and round numbers of many minutes', () => {
    expect(watched(36_000, steady(10, 2)).at(-1)?.said).toEqual({ unit: 'hours', count: 5 })
    expect(watched(6000, steady(10, 2)).at(-1)?.said).toEqual({ unit: 'minutes', count: 50 })
  })

  it('begins anew with other work', () => {
    const known = [1, 2, 3, 4, 5, 6].reduce(
      (before, at) => lookAgain(before, { at: at * second, done: at, total: 100 }),
      firstSight({ at: 0, done: 0, total: 100 }),
    )
    expect(spokenTime(known)).not.toBeNull()
    expect(spokenTime(lookAgain(known, { at: 7 * second, done: 0, total: 100 }))).toBeNull()
    expect(spokenTime(lookAgain(known, { at: 7 * second, done: 7, total: 500 }))).toBeNull()
  })

  it('never jumps: from one second to the next it rises by a fifth and falls by a tenth, and a minute, whatever the work does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 10, maxLength: 300 }), (speeds) => {
        const minutes = watched(20_000, speeds).flatMap(({ minutes: shown }) => shown ?? [])
        for (const [index, shown] of minutes.entries()) {
          const before = minutes[index - 1] ?? shown
          expect(shown).toBeLessThanOrEqual(Math.ceil(before * 1.2) + 1)
          expect(shown).toBeGreaterThanOrEqual(Math.floor(before * 0.9) - 1)
        }
      }),
    )
  })
})
