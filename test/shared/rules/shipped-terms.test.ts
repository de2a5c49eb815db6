import { describe, expect, test } from 'vitest'
import { defaultLanguage, languageFacts, languages } from '../../../shared/languages.ts'
import { checkBanned, compileTerms } from '../../../shared/rules/banned-words.ts'
import { commonTerms } from '../../../shared/rules/common-terms.ts'
import { shippedTerms } from '../../../shared/rules/shipped-terms.ts'

const compiled = compileTerms(shippedTerms)

describe('the shipped terms', () => {
  // The English ones are among those that everybody chooses.
  const others = languages.filter((language) => language !== defaultLanguage)
  const ofOthers = others.map((language) => [language, languageFacts[language].terms] as const)

  test.each([['common', commonTerms] as const, ...ofOthers])(
    '%s has each term once, in lower case and without spaces',
    (_, terms) => {
      expect(terms.length).toBeGreaterThan(300)
      expect(terms.filter((term, index) => terms.indexOf(term) !== index)).toEqual([])
      expect(
        terms.filter((term) => term !== term.toLowerCase() || /\s/.test(term) || term !== term.normalize()),
      ).toEqual([])
    },
  )

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
