import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endOfDay, startOfDay } from '../../../renderer/audit/local-day.ts'

describe('a local day', () => {
  const before = process.env.TZ
  beforeEach(() => {
    process.env.TZ = 'Europe/Copenhagen'
  })
  afterEach(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })

  it('begins and ends at local midnight', () => {
    expect(startOfDay('2026-01-15')).toBe(Date.UTC(2026, 0, 14, 23))
    expect(endOfDay('2026-01-15')).toBe(Date.UTC(2026, 0, 15, 23) - 1)
  })

  it('has 23 hours when summer time begins and 25 when it ends', () => {
    const hours = (day: string) => ((endOfDay(day) ?? 0) - (startOfDay(day) ?? 0) + 1) / 3_600_000
    expect(hours('2026-03-29')).toBe(23)
    expect(hours('2026-10-25')).toBe(25)
  })

  it('ends the year in the next one', () => {
    expect(endOfDay('2026-12-31')).toBe(Date.UTC(2026, 11, 31, 23) - 1)
  })

  it('is nothing while somebody types it', () => {
    expect([startOfDay(''), endOfDay('2026-1'), startOfDay('tomorrow')]).toEqual([null, null, null])
  })

  it('never lies before the first instant that the contract knows', () => {
    expect([startOfDay('0002-01-01'), endOfDay('0002-01-01')]).toEqual([0, 0])
  })
})
