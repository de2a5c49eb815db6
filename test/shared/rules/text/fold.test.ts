import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Language, languageFacts, languages } from '../../../../shared/languages.ts'
import {
  foldLong,
  foldPhone,
  foldText,
  matches,
  numberedSortKey,
  searchNeedles,
  searchText,
  sortKey,
} from '../../../../shared/rules/text/fold.ts'

function finds(query: string, ...fields: readonly string[]): boolean {
  return matches(searchText(fields), searchNeedles(query))
}

describe('folding', () => {
  test.each([
    ['Anders And', 'anders and', 'anders and'],
    ['Søren ÅSE Ægir', 'soren ase aegir', 'soeren aase aegir'],
    ['Göran Ängström', 'goran angstrom', 'goeran aengstroem'],
    ['Müller Groß', 'muller gross', 'mueller gross'],
    ['Łódź Đorđe', 'lodz dorde', 'lodz dorde'],
    ['Þórður Guðrún', 'thordur gudrun', 'thordur gudrun'],
    ['Œuvre', 'oeuvre', 'oeuvre'],
    ['Işıl İnci', 'isil inci', 'isil inci'],
    ['Ǿsters Ǻse', 'osters ase', 'osters ase'],
    ['Zoë Núñez Čapek', 'zoe nunez capek', 'zoe nunez capek'],
    ['Ｆｕｌｌ ﬁne', 'full fine', 'full fine'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ', 'οδυσσευσ'],
    ['한글 日本 שלום', '한글 日本 שלום', '한글 日本 שלום'],
    ['', '', ''],
  ])('%s', (text, plain, long) => {
    expect(foldText(text)).toBe(plain)
    expect(foldLong(text)).toBe(long)
    expect(foldText(text.normalize('NFD'))).toBe(plain)
    expect(foldLong(text.normalize('NFD'))).toBe(long)
  })

  test('changes nothing in a folded text, and ignores case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text))
        expect(foldText(foldLong(text))).toBe(foldLong(text))
      }),
    )
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(foldText(text.toUpperCase())).toBe(foldText(text))
      }),
    )
  })

  test.each([
    ['12 34 56 78', '12345678'],
    ['+45 12-34-56-78', '+4512345678'],
    ['(+45) 12345678', '+4512345678'],
    ['0045 12345678', '+4512345678'],
    ['+46 (0)70-123 45 67', '+46701234567'],
    ['070-123 45 67', '0701234567'],
    ['', ''],
  ])('the phone number %j is %j', (text, phone) => expect(foldPhone(text)).toBe(phone))
})

describe('search', () => {
  test.each([
    ['sor', 'Søren Kjær', true],
    ['soren', 'Søren Kjær', true],
    ['soeren', 'Søren Kjær', true],
    ['søren', 'Søren Kjær', true],
    ['SØREN KJÆR', 'Søren Kjær', true],
    ['kjær søren', 'Søren Kjær', true],
    ['søren', 'Soeren Kjaer', true],
    ['ase', 'Åse Lund', true],
    ['aase', 'Åse Lund', true],
    ['åse', 'Aase Lund', true],
    ['angstrom', 'Ångström', true],
    ['aangstroem', 'Ångström', true],
    ['mueller', 'Müller', true],
    ['sören', 'Søren', true],
    ['bækström', 'Bäckström', true],
    ['bäckström', 'Bækstrøm', true],
    ['backstrom', 'Bäckström', true],
    ['jakobsen', 'Jackobsen', true],
    ['o’brien', "Pat O'Brien", true],
    ["o'brien", 'Pat O’Brien', true],
    ['för\u00adsäljning', 'Försäljning', true],
    ['jean-luc', 'Jean‑Luc', true],
    ['saren', 'Søren', false],
    ['søren hansen', 'Søren Kjær', false],
    ['', 'Søren', true],
    ['   ', 'Søren', true],
  ])('%j and %j', (query, name, isFound) => expect(finds(query, name)).toBe(isFound))

  test('words may be in different fields, one word never spans two', () => {
    expect(finds('karen økonomi', 'Karen Lund', '', 'Økonomi')).toBe(true)
    expect(finds('lundøkonomi', 'Karen Lund', 'Økonomi')).toBe(false)
  })

  test.each([
    ['12345678', '12 34 56 78', true],
    ['12 34 56 78', '12345678', true],
    ['12-34-56-78', '+45 12 34 56 78', true],
    ['+45 12345678', '12 34 56 78', true],
    ['004512345678', '+45 12 34 56 78', true],
    ['070-123 45 67', '+46 (0)70 123 45 67', true],
    ['070-1234567', '+46701234567', true],
    ['+46 70 123 45 67', '070-123 45 67', true],
    ['3456', '12 34 56 78', true],
    ['12345679', '12 34 56 78', false],
    ['78 12 34 56', '12345678', false],
  ])('the phone number %j and %j', (query, phone, isFound) => expect(finds(query, 'Karen', phone)).toBe(isFound))

  test('people leave out the code of their own country', () => {
    const codes = languages.flatMap((language) => languageFacts[language].callingCode ?? [])
    expect(codes.length).toBeGreaterThan(1)
    for (const code of codes) expect(finds(`${code} 22 33 44 55`, '22334455')).toBe(true)
    expect(finds('+99 22 33 44 55', '22334455')).toBe(false)
  })

  test('finds every text by itself, by its plain and by its long spelling', () => {
    const text = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(text, text, (one, other) => {
        for (const query of [one, foldText(one), foldLong(one)]) expect(finds(query, other, one)).toBe(true)
      }),
    )
  })
})

test.each(languages)('numbers in names are sorted as numbers in %s, as Intl does it', (language) => {
  const { compare } = new Intl.Collator(language, { numeric: true })
  const names = ['Afd. 10', 'Afd. 2', 'Afd. 02b', 'Afd. 1', 'Lager 3 Nord', 'Lager 12 Nord', 'Lager', '7', '70', 'Salg']
  const key = (name: string) => numberedSortKey(name, language)
  const sorted = names.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
  expect(sorted).toEqual(names.toSorted(compare))
})

/** The order by plain < that a database or a sort of strings uses. */
function order(a: string, b: string, language: Language): number {
  const [one, other] = [sortKey(a, language), sortKey(b, language)]
  return one < other ? -1 : one > other ? 1 : 0
}

const latin = 'abcdefghijklmnopqrstuvwxyzåäöæøéèêëáàâãíìîïóòôõúùûüýÿñçßœðþłđčšžőűęŋŧħıăěřůąćńśźżğşǿǻǽ'
const ascii = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 0x20 + index))

describe.each(languages)('sort keys in %s', (language) => {
  const base = new Intl.Collator(language, { sensitivity: 'base' })
  const all = new Intl.Collator(language)

  // Random texts rarely share a beginning, so the second one is the first with one character replaced or put in.
  const pairOf = (characters: string) => {
    const character = fc.constantFrom(...characters)
    const text = fc.array(character, { maxLength: 12 })
    const twin = fc
      .tuple(text, fc.nat(12), character, fc.boolean())
      .map(([some, at, other, isNew]) => [some.join(''), some.toSpliced(at, isNew ? 0 : 1, other).join('')] as const)
    return fc.oneof(
      twin,
      fc.tuple(text, text).map(([a, b]) => [a.join(''), b.join('')] as const),
    )
  }

  test('order names as Intl does wherever Intl tells them apart by letters', () => {
    const names = pairOf(`${latin}${latin.toUpperCase()}aaaAAA   --''’..,0123456789_;:!¡?¿…“”«»–—‐()€`)
    fc.assert(
      fc.property(names, fc.boolean(), ([a, b], isDecomposed) => {
        const expected = base.compare(a, b)
        const actual = order(isDecomposed ? a.normalize('NFD') : a, b, language)
        if (expected !== 0) expect(actual).toBe(Math.sign(expected))
        else expect(sortKey(a, language).split('\u0001')[0]).toBe(sortKey(b, language).split('\u0001')[0])
      }),
      { numRuns: 20_000 },
    )
  })

  test('order ASCII text exactly as Intl does, case and punctuation included', () => {
    fc.assert(
      fc.property(pairOf(languageFacts[language].order.isAaLetter ? ascii.replace(/[aA]/g, '') : ascii), ([a, b]) => {
        expect(order(a, b, language)).toBe(Math.sign(all.compare(a, b)))
      }),
      { numRuns: 10_000 },
    )
  })

  test('break ties by accents and then case as Intl does', () => {
    const texts = ['resume', 'Resume', 'résumé', 'Résumé', 'RÉSUMÉ', 'resumè', 'résume', 'resumé', 'réSume']
    for (const a of texts) for (const b of texts) expect(order(a, b, language)).toBe(Math.sign(all.compare(a, b)))
  })

  test('order letters that stand for the same one as Intl does', () => {
    for (const texts of [
      ['y', 'ü', 'ű'],
      ['ø', 'ö', 'ő'],
      ['æ', 'ä'],
      ['ss', 'ß', 'ẞ'],
      ['Møller', 'Möller', 'Mőller'],
    ]) {
      for (const a of texts)
        for (const b of texts) expect(order(a, b, language), `${a} ${b}`).toBe(Math.sign(all.compare(a, b)))
    }
  })

  test('are the same for composed and decomposed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(sortKey(text.normalize('NFD'), language)).toBe(sortKey(text.normalize('NFC'), language))
      }),
    )
  })
})

describe('the alphabets', () => {
  const sorted = (language: Language, text: string) =>
    text
      .split(' ')
      .toSorted((a, b) => order(a, b, language))
      .join(' ')

  test('Danish ends with æ ø å, and aa is å wherever it stands', () => {
    expect(sorted('da', 'Åse Aase Øst Ægir Zoë Abel Ärlig Öst')).toBe('Abel Zoë Ægir Ärlig Øst Öst Åse Aase')
    expect(sorted('da', 'Saab Sabro Sø Sæby Syd')).toBe('Sabro Syd Sæby Sø Saab')
    expect(sorted('da', 'Müller Mylius Mzyk Muller')).toBe('Muller Mylius Müller Mzyk')
  })

  test('letters of no alphabet are letters: they come after all others, each in its place', () => {
    for (const language of languages) expect(sorted(language, '日b 日a Zoe 月a Abe')).toBe('Abe Zoe 日a 日b 月a')
  })

  test('in Danish, aa is not å across a hyphen, nor written as aA', () => {
    expect(sorted('da', 'Anna-Anita Annab Annå')).toBe('Anna-Anita Annab Annå')
    expect(sorted('da', 'aAb zz AAb aab')).toBe('aAb zz AAb aab')
  })

  test('Danish puts capitals first, the others small letters', () => {
    expect(sorted('da', 'and And AND')).toBe('AND And and')
    expect(sorted('sv', 'And AND and')).toBe('and And AND')
    expect(sorted('en', 'And AND and')).toBe('and And AND')
  })

  test('Swedish ends with å ä ö and keeps v and w apart', () => {
    expect(sorted('sv', 'Öst Østen Ärlig Ægir Åse Zoë Aase')).toBe('Aase Zoë Åse Ægir Ärlig Öst Østen')
    expect(sorted('sv', 'Wallin Vallin Walen Vz')).toBe('Vallin Vz Walen Wallin')
  })

  test('English sorts by base letters', () => {
    expect(sorted('en', 'Zoë Åse Ase Øst Ost Ægir Aegir Adam')).toBe('Adam Aegir Ægir Ase Åse Ost Øst Zoë')
  })

  test('spaces, punctuation, digits and letters come in this order', () => {
    for (const language of languages) {
      const characters = [...ascii].filter((character) => !/[A-Z]/.test(character))
      const shown = characters.toSorted((a, b) => order(a, b, language)).join('')
      expect(shown).toBe(` _-,;:!?.'"()[]{}@*/\\&#%\`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz`)
    }
  })

  test('digits are compared one by one', () => expect(sorted('en', 'a9 a10 a1 a2')).toBe('a1 a10 a2 a9'))
})
