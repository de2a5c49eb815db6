import { describe, expect, it } from 'vitest'
import { table, textWidth } from '../../../electron/command-line/table.ts'

const endless = Number.POSITIVE_INFINITY

describe('a table', () => {
  it('lines its columns up by what a terminal shows, and ends no line in spaces', () => {
    const rows = [
      ['Bjørn', '1'],
      ['Å', ''],
      ['山田 太郎', '2'],
      ['A\u030ase', '3'],
      ['👩‍👧 🇩🇰', '4'],
    ]
    expect(table(['Name', 'X'], rows, endless)).toBe(
      ['Name       X', 'Bjørn      1', 'Å', '山田 太郎  2', 'A\u030ase        3', '👩‍👧 🇩🇰      4'].join('\n'),
    )
  })

  it('keeps a cell on its line', () => {
    expect(table(['A'], [['one\ntwo']], endless)).toBe('A\none two')
  })

  it('takes a hundred thousand rows', () => {
    const rows = Array.from({ length: 100_000 }, (_, at) => [String(at)])
    expect(table(['N'], rows, endless).split('\n')).toHaveLength(100_001)
  })
})

describe('a table on a narrow terminal', () => {
  const long = `${'a'.repeat(64)}@${'b'.repeat(40)}.test`
  const headings = ['Brugernavn', 'Vist navn', 'Adgangskode', 'Logonstatus', 'Udløber', 'Roller']
  const row = ['ida@nordwind.test', 'Ida Krog', 'Midlertidig', 'Tilladt logon', '23.11.2026 10.15', '']
  const roles = 'Administrator af privilegeret godkendelse, Global administrator'
  const lines = (rows: readonly (readonly string[])[], width = 80) => table(headings, rows, width).split('\n')

  it('never goes beyond its edge, whatever a cell holds', () => {
    const rows = [
      row,
      [long, '山'.repeat(60), ...row.slice(2, 5), roles],
      ['', 'x y z'.repeat(30), '', '', '', 'z'.repeat(500)],
    ]
    for (const width of [60, 80, 100, 200]) {
      expect(lines(rows, width).filter((line) => textWidth(line) > width)).toEqual([])
    }
  })

  it('breaks at spaces where that is enough', () => {
    expect(table(['Name', 'Reason'], [['Ida', 'one two three four']], 18)).toBe(
      ['Name  Reason', 'Ida   one two', '      three four'].join('\n'),
    )
  })

  it('gives names and ids a line of their own before it breaks a word', () => {
    const id = '0198b3c4-57b2-7e7e-8b3a-9a708a27b2af'
    expect(table(['Id', 'State', 'By'], [[id, 'Stopped early', 'ida@nordwind.test']], 40)).toBe(
      ['Id', '  State          By', id, '  Stopped early  ida@nordwind.test'].join('\n'),
    )
    const shown = lines([[...row.slice(0, 5), roles]])
    for (const name of ['ida@nordwind.test', '  Ida Krog', 'privilegeret']) expect(shown.join('\n')).toContain(name)
  })

  it('loses no letter where a word has to be broken', () => {
    const column = table(['A', 'B'], [['x', long]], 40)
      .split('\n')
      .slice(3)
      .map((line) => line.trim())
    expect(column.join('')).toBe(long)
  })

  it('stays one line a row where everything has room', () => {
    expect(lines([row, row], 200)).toHaveLength(3)
    expect(lines([row, row], endless)).toHaveLength(3)
  })
})

it.each([
  ['', 0],
  ['abc', 3],
  ['ÆØÅ', 3],
  ['한국', 4],
  ['ｆｕｌｌ', 8],
  ['e\u0301', 1],
  ['a\u200bb', 2],
  ['😀', 2],
])('%j takes %d columns', (text, width) => {
  expect(textWidth(text)).toBe(width)
})
