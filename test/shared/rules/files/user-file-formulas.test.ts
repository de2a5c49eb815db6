import fc from 'fast-check'
import { expect, it } from 'vitest'
import { guardFormula, unguardFormula } from '../../../../shared/rules/files/user-file-formulas.ts'

const leads = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']

it.each(leads)('puts an apostrophe before a cell that starts with %j', (lead) => {
  expect(guardFormula(`${lead}1+1`)).toBe(`'${lead}1+1`)
  expect(guardFormula(lead)).toBe(`'${lead}`)
})

it.each(['', 'Anna', "D'Arcy", "'", "''", "'Anna", '1-2', 'a=b', ' '])('leaves %j alone', (value) => {
  expect(guardFormula(value)).toBe(value)
  expect(unguardFormula(value)).toBe(value)
})

it('takes away one apostrophe and only before a formula', () => {
  expect(unguardFormula("'=1+1")).toBe('=1+1')
  expect(unguardFormula("''=1+1")).toBe("'=1+1")
  expect(unguardFormula('=1+1')).toBe('=1+1')
})

it('gives back every text that it guarded, and guards every formula', () => {
  const text = fc.string({ unit: fc.constantFrom("'", ...leads, 'a', '1', ' '), maxLength: 6 })
  fc.assert(
    fc.property(text, (value) => {
      expect(unguardFormula(guardFormula(value))).toBe(value)
      expect(leads.some((lead) => guardFormula(value).startsWith(lead))).toBe(false)
    }),
    { numRuns: 5000 },
  )
})
