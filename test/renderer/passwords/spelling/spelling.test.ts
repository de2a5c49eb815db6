import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spell } from '../../../../renderer/passwords/spelling/spelling.ts'
import { symbolOrder } from '../../../../shared/i18n/language-facts.ts'
import { type Language, languageFacts, languages } from '../../../../shared/languages.ts'
import { samplesOf } from '../../../support/language-samples.ts'

const names = (password: string, language: Language) => spell(password, language).map((one) => one.name)
const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))

describe('spelling', () => {
  it('reads an English password with the ICAO letters', () => {
    expect(names('aB3-', 'en')).toEqual(['Alfa', 'capital Bravo', 'three', 'hyphen'])
  })

  it('reads a Danish password with Danish letter names', () => {
    expect(names('sÆ0@', 'da')).toEqual(['Søren', 'stort Ægir', 'nul', 'snabel-a'])
  })

  it('reads a Swedish password with Swedish letter names', () => {
    expect(names('zÅ7_', 'sv')).toEqual(['Zäta', 'stort Åke', 'sju', 'understreck'])
  })

  it('calls symbols in Danish what people call them', () => {
    expect(names('^{}[]', 'da')).toEqual([
      'hat',
      'krøllet startparentes',
      'krøllet slutparentes',
      'kantet startparentes',
      'kantet slutparentes',
    ])
  })

  it.each(languages)('reads a password with the names of %s', (language) => {
    expect(names('aB3-', language)).toEqual(samplesOf[language].spelled)
  })

  it.each(languages)('names every printable ASCII character, each one differently, in %s', (language) => {
    const said = printable.map((character) => spell(character, language)[0]?.name ?? '')
    expect(said.every((name, index) => name.length > 1 && name !== printable[index])).toBe(true)
    expect(new Set(said).size).toBe(95)
  })

  it.each(languages)('says capital letters as such in %s', (language) => {
    for (const letter of 'abcdefghijklmnopqrstuvwxyzæøåäö') {
      const [small] = spell(letter, language)
      const [large] = spell(letter.toUpperCase(), language)
      expect(large?.name).toBe(`${languageFacts[language].spelling.capital} ${small?.name}`)
      expect([small?.kind, large?.kind]).toEqual(['letter', 'capital'])
    }
  })

  it('knows each symbol once', () => {
    expect(symbolOrder).toHaveLength(33)
    for (const language of languages) expect(Object.keys(languageFacts[language].spelling.symbols)).toHaveLength(33)
  })

  it('shows a character that no alphabet names instead of leaving it out', () => {
    expect(names('éß€', 'en')).toEqual(['the character é', 'the character ß', 'the character €'])
    expect(names('É', 'da')).toEqual(['stort tegnet é'])
  })

  it('treats a letter that was typed as two code points as one', () => {
    expect(names('a\u030a', 'da')).toEqual(['Åse'])
  })

  it('never loses or adds a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...languages), (password, language) => {
        const spelled = spell(password, language)
        expect(spelled.map((one) => one.character).join('')).toBe(password.normalize('NFC'))
        expect(spelled.every((one) => one.name.length > 0)).toBe(true)
      }),
    )
  })
})
