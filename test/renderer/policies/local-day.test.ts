import { describe, expect, it } from 'vitest'
import { dayOf, startOf } from '../../../renderer/policies/local-day.ts'

describe('the day of a date field', () => {
  it.each(['1970-01-02', '2026-03-29', '2026-10-25', '2028-02-29', '9999-12-31'])('%s comes back as it was', (day) => {
    const start = startOf(day)
    expect(start).not.toBeNull()
    expect(dayOf(start)).toBe(day)
    expect(new Date(start ?? 0).getHours()).toBe(0)
  })

  it('is none while it is being typed, and none before 1970', () => {
    expect(startOf('')).toBeNull()
    expect(startOf('2026-1')).toBeNull()
    expect(startOf('1969-12-30')).toBeNull()
    expect(dayOf(null)).toBe('')
  })
})
