import { describe, expect, it } from 'vitest'
import {
  durationOf,
  instantOfFileTime,
  largeInteger,
} from '../../../../electron/directory/active-directory/file-time.ts'

describe('times of Active Directory', () => {
  it('are milliseconds, exact beyond what a number of JavaScript holds', () => {
    expect(instantOfFileTime('116444736000000000')).toBe(0)
    expect(instantOfFileTime('134405494127169740')).toBe(Date.UTC(2026, 10, 30, 21, 56, 52, 716))
  })

  it('are null for never and for what is no time', () => {
    for (const text of ['0', '9223372036854775807', '-1', '', 'soon', '1e9', null])
      expect(instantOfFileTime(text)).toBe(null)
    expect(largeInteger('9223372036854775807')).toBe(9223372036854775807n)
  })

  it('are durations where they are negative, without an end for the lowest', () => {
    expect(durationOf('-18000000000')).toBe(30 * 60_000)
    expect(durationOf('0')).toBe(0)
    expect(durationOf('-9223372036854775808')).toBe(null)
  })
})
