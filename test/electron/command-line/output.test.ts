import { describe, expect, it } from 'vitest'
import { isoTime, printable } from '../../../electron/command-line/output.ts'

describe('text for a terminal', () => {
  it('can neither steer it nor turn its reading direction', () => {
    expect(printable('a\u001b[31mb\u202ec\u0007\r')).toBe('a\ufffd[31mb\ufffdc\ufffd\ufffd')
  })

  it('keeps its letters and line breaks', () => {
    expect(printable('Łucja Øst\nnext')).toBe('Łucja Øst\nnext')
  })
})

it('a moment is UTC in documents', () => {
  const moment = new Date(2026, 10, 20, 7, 5).getTime()
  expect(isoTime(moment)).toBe(new Date(moment).toISOString())
  expect(isoTime(null)).toBe(null)
})
