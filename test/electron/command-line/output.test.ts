import { describe, expect, it } from 'vitest'
import { isoTime, localTime, printable, table } from '../../../electron/command-line/output.ts'

describe('a table', () => {
  it('lines its columns up by characters and ends no line in spaces', () => {
    expect(
      table(
        ['Name', 'X'],
        [
          ['Bjørn', '1'],
          ['Å', ''],
        ],
      ),
    ).toBe('Name   X\nBjørn  1\nÅ')
  })

  it('keeps a cell on its line', () => {
    expect(table(['A'], [['one\ntwo']])).toBe('A\none two')
  })

  it('takes a hundred thousand rows', () => {
    const rows = Array.from({ length: 100_000 }, (_, at) => [String(at)])
    expect(table(['N'], rows).split('\n')).toHaveLength(100_001)
  })
})

describe('text for a terminal', () => {
  it('can neither steer it nor turn its reading direction', () => {
    expect(printable('a\u001b[31mb\u202ec\u0007\r')).toBe('a\ufffd[31mb\ufffdc\ufffd\ufffd')
  })

  it('keeps its letters and line breaks', () => {
    expect(printable('Łucja Øst\nnext')).toBe('Łucja Øst\nnext')
  })
})

describe('a moment', () => {
  it('is UTC in documents and local for people', () => {
    const moment = new Date(2026, 10, 20, 7, 5).getTime()
    expect(isoTime(moment)).toBe(new Date(moment).toISOString())
    expect(localTime(moment)).toBe('2026-11-20 07:05')
    expect([isoTime(null), localTime(null)]).toEqual([null, ''])
  })
})
