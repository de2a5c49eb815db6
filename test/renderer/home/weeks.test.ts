import { expect, it } from 'vitest'
import { lastWeeks } from '../../../renderer/home/weeks.ts'

it('goes from Monday to Sunday, this week last, also where daylight saving begins', () => {
  // A Wednesday; in most of Europe the clocks went forward on 29 March 2026.
  const weeks = lastWeeks(new Date(2026, 3, 1, 15).getTime(), 3)
  expect(weeks.map(({ from, until }) => `${from} ${until}`)).toEqual([
    '2026-03-16 2026-03-22',
    '2026-03-23 2026-03-29',
    '2026-03-30 2026-04-05',
  ])
  for (const { from, start } of weeks) {
    const [year = 0, month = 0, day = 0] = from.split('-').map(Number)
    expect(start).toBe(new Date(year, month - 1, day).getTime())
  }
})

it('counts a Sunday to the week that began six days before', () => {
  const [week] = lastWeeks(new Date(2026, 10, 29, 23, 59).getTime(), 1)
  expect(week).toMatchObject({ from: '2026-11-23', until: '2026-11-29' })
})
