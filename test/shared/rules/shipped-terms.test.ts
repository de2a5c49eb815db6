import { describe, expect, test } from 'vitest'
import { checkBanned, compileTerms } from '../../../shared/rules/banned-words.ts'
import { commonTerms } from '../../../shared/rules/shipped-terms/common.ts'
import { danishTerms } from '../../../shared/rules/shipped-terms/da.ts'
import { shippedTerms } from '../../../shared/rules/shipped-terms/shipped-terms.ts'
import { swedishTerms } from '../../../shared/rules/shipped-terms/sv.ts'

const compiled = compileTerms(shippedTerms)

describe('the shipped terms', () => {
  const lists = { commonTerms, danishTerms, swedishTerms }

  test.each(Object.entries(lists))('%s has each term once, in lower case and without spaces', (_, terms) => {
    expect(terms.length).toBeGreaterThan(300)
    expect(terms.filter((term, index) => terms.indexOf(term) !== index)).toEqual([])
    expect(terms.filter((term) => term !== term.toLowerCase() || /\s/.test(term) || term !== term.normalize())).toEqual(
      [],
    )
  })

  test('have three letters only where a club is known by them, and never more than a custom term may have', () => {
    expect(shippedTerms.filter((term) => [...term].length < 4)).toEqual(['agf', 'fck', 'aik'])
    expect(shippedTerms.filter((term) => [...term].length > 16)).toEqual([])
    expect(new Set(shippedTerms).size).toBe(shippedTerms.length)
  })

  test.each([
    ['P@ssw0rd', true],
    ['Passw0rd1', true],
    ['Password123', true],
    ['Qwerty123!', true],
    ['Welcome1234', true],
    ['Sommar2024', false],
    ['Sommer123', true],
    ['Adgangskode1', true],
    ['Lösenord!1', true],
    ['losenord12', true],
    ['Brøndby1!', true],
    ['Hammarby12', true],
    ['Djurgården1', true],
    ['iloveyou12', true],
    ['1q2w3e4r5t', true],
    ['asdfghjklæø', true],
    ['Cuyo5459', false],
    ['Kaffe-lampe-skov-cykel7', false],
    ['vR7=kqT9m-Zx2Hde', false],
  ])('%s is refused: %s', (password, isRefused) => {
    expect(checkBanned(password, { terms: compiled, names: [], isStrict: false }).isRefused).toBe(isRefused)
  })
})
