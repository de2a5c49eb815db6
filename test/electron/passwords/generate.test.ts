import crypto from 'node:crypto'
import fc from 'fast-check'
import { generate } from 'generate-password'
import { describe, expect, test, vi } from 'vitest'
import { languageWords } from '../../../electron/language/language.ts'
import { generatePassword, impossibleRules } from '../../../electron/passwords/generate.ts'
import { isDomainError, type PasswordRuleName } from '../../../shared/errors.ts'
import { defaultLanguage, forEachLanguage, type Language, languages } from '../../../shared/languages.ts'
import { passwordStyle } from '../../../shared/passwords.ts'
import {
  brokenRules,
  microsoft365Policy,
  type PasswordOwner,
  type PasswordPolicy,
  recommendedPolicy,
} from '../../../shared/rules/password-rules.ts'

const nobody: PasswordOwner = { username: '', displayName: '', firstName: '', lastName: '' }
const wordLists = forEachLanguage((language) => languageWords[language].passphraseWords)
const styles = passwordStyle.options
const lower = 'abcdefghijkmnpqrstuvwxyz'
const upper = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const digits = '23456789'
const symbols = '!#%+=?@*-'
const pool = lower + upper + digits + symbols

function refusal(make: () => string): readonly PasswordRuleName[] {
  try {
    make()
  } catch (error) {
    if (isDomainError(error, 'POLICY_IMPOSSIBLE')) return error.data.rules
    throw error
  }
  throw new Error('a password was generated')
}

/** Chi-square limit for a false alarm of one in ten million or less (Wilson and Hilferty's approximation, z = 5.2). */
function limit(freedom: number): number {
  return freedom * (1 - 2 / (9 * freedom) + 5.2 * Math.sqrt(2 / (9 * freedom))) ** 3
}

/** How far counts are from what they should be; `shares` are the expected parts of the whole. */
function chiSquare(counts: readonly number[], shares: readonly number[] = counts.map(() => 1 / counts.length)): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.reduce((sum, count, index) => {
    const expected = total * (shares[index] ?? 0)
    return sum + (count - expected) ** 2 / expected
  }, 0)
}

function countOf(characters: Iterable<string>, alphabet: readonly string[] | string): number[] {
  const places = new Map([...alphabet].map((character, index) => [character, index]))
  const counts = new Array<number>(places.size).fill(0)
  for (const character of characters) {
    const place = places.get(character)
    if (place !== undefined) counts[place] = (counts[place] ?? 0) + 1
  }
  return counts
}

/** Strings of 16 that start with a letter and have all four classes, with classes of this size at two places (inclusion and exclusion). */
function strings(first: readonly number[], other: readonly number[]): number {
  const sizes = [lower.length, upper.length, digits.length, symbols.length]
  let sum = 0
  for (let missing = 0; missing < 16; missing += 1) {
    const without = (some: readonly number[]) =>
      some.reduce((all, n, index) => all + (missing & (1 << index) ? 0 : n), 0)
    const sign = [...missing.toString(2)].filter((bit) => bit === '1').length % 2 === 0 ? 1 : -1
    sum += sign * without(first) * without(other) * without(sizes) ** 14
  }
  return sum
}

const vowels = 'aeiuy'
const without = (letters: string, others: string) => [...letters].filter((letter) => !others.includes(letter)).join('')
const consonants = `${vowels}qx`
const classicPlaces = [without(upper, consonants.toUpperCase()), vowels, without(lower, consonants), vowels]
const rude = new RegExp(languages.map((language) => languageWords[language].rude).join('|'), 'i')
/** The letters that a classic password can begin with. */
const beginnings = classicPlaces
  .reduce<readonly string[]>((all, place) => all.flatMap((start) => [...place].map((letter) => start + letter)), [''])
  .filter((letters) => !rude.test(letters))

/** How many bits a guesser lacks who knows the style, the language and everything else that is not chance. */
function bits(style: (typeof styles)[number], language: Language): number {
  if (style === 'classic') return Math.log2(beginnings.length * digits.length ** 4)
  if (style === 'strong') {
    const sizes = [lower.length, upper.length, digits.length, symbols.length]
    return Math.log2(strings([lower.length, upper.length, 0, 0], sizes))
  }
  const count = generatePassword(style, language, microsoft365Policy, nobody).split('-').length
  return count * Math.log2(wordLists[language].length) + Math.log2(digits.length)
}

describe('the entropy', () => {
  const promised = { strong: 90, passphrase: 45, classic: 24.5 }

  test.each(styles.flatMap((style) => languages.map((language) => [style, language] as const)))(
    'of %s in %s is what was promised',
    (style, language) => {
      const found = bits(style, language)
      console.log(`${style} in ${language}: ${found.toFixed(2)} bits`)
      expect(found).toBeGreaterThanOrEqual(promised[style])
    },
  )

  test('of classic is counted from the letters that really come at each place', () => {
    const drawn = Array.from({ length: 4000 }, () => generatePassword('classic', 'en', microsoft365Policy, nobody))
    for (const [at, place] of [...classicPlaces, digits, digits, digits, digits].entries()) {
      const letters = new Set(drawn.map((password) => password.charAt(at)))
      expect([...letters].sort().join('')).toBe([...place].sort().join(''))
    }
    expect(drawn.filter((password) => !beginnings.includes(password.slice(0, 4)))).toEqual([])
  })
})

describe('a classic password', () => {
  test.each(
    'Hata Hate Hada Hade Hati Jude Juda Sata Faku Facu Cuca Cuni Cumi Kysa Kyke Jizi Luda Nara Pata Syge Tyka Dase Zige Baju'.split(
      ' ',
    ),
  )('never begins with %s', (letters) => {
    expect(beginnings).not.toContain(letters)
  })

  test.each(['Cufe', 'Buna', 'Hava', 'Nema', 'Sare'])('may begin with %s', (letters) => {
    expect(beginnings).toContain(letters)
  })
})

describe('every password', () => {
  const policy: fc.Arbitrary<PasswordPolicy> = fc.record({
    minimumLength: fc.integer({ min: 8, max: 64 }),
    maximumLength: fc.oneof(fc.constant(64), fc.integer({ min: 64, max: 256 })),
    minimumClasses: fc.integer({ min: 0, max: 4 }),
    maximumRepeats: fc.integer({ min: 0, max: 10 }),
    isNameRefused: fc.boolean(),
  })
  const name = fc.oneof(fc.constantFrom('', 'Søren', 'Anna Lund', 'Kaffe', 'Bo'), fc.string({ unit: 'grapheme' }))
  const owner = fc.record({ username: name, displayName: name, firstName: name, lastName: name })

  test.each(styles.flatMap((style) => languages.map((language) => [style, language] as const)))(
    '%s in %s keeps any policy, or says which rule is in the way',
    (style, language) => {
      fc.assert(
        fc.property(policy, owner, (rules, person) => {
          const impossible = impossibleRules(style, rules)
          if (impossible.length > 0) {
            expect(refusal(() => generatePassword(style, language, rules, person))).toEqual(impossible)
            return
          }
          const password = generatePassword(style, language, rules, person)
          expect(brokenRules(password, rules, person)).toEqual([])
          expect(password).toMatch(/^[A-Za-z][!-~]*$/)
          expect(password).not.toMatch(style === 'passphrase' ? /[01]/ : /[0Oo1lI|]/)
        }),
        { numRuns: 300 },
      )
    },
  )

  test('only the classic style has impossible policies: length above 8, four classes', () => {
    const none = { ...microsoft365Policy, minimumClasses: 0 }
    for (const style of styles) expect(impossibleRules(style, none)).toEqual([])
    expect(impossibleRules('classic', recommendedPolicy)).toEqual(['length'])
    expect(impossibleRules('classic', { ...none, minimumLength: 9, minimumClasses: 4 })).toEqual(['length', 'classes'])
    const hard = { minimumLength: 64, maximumLength: 64, minimumClasses: 4, maximumRepeats: 1, isNameRefused: true }
    for (const style of ['strong', 'passphrase'] as const) {
      expect(impossibleRules(style, hard)).toEqual([])
      expect(generatePassword(style, 'sv', hard, nobody)).toHaveLength(64)
    }
    expect(impossibleRules('strong', { ...hard, minimumLength: 65 })).toEqual(['maximumLength'])
  })

  test('never has a part of the name', () => {
    const person = { ...nobody, displayName: `${wordLists.da.filter((word) => word.length === 5).join(' ')} Kare` }
    for (let count = 0; count < 200; count += 1) {
      const words = generatePassword('passphrase', 'da', microsoft365Policy, person).toLowerCase().split(/\W|\d/)
      expect(words.some((word) => word.length === 5)).toBe(false)
    }
  })

  test('is refused in bounded time, with the rule that stayed broken, where no try can keep it', () => {
    const person = { ...nobody, displayName: wordLists.en.filter((word) => word.length > 3).join(' ') }
    const long = { ...microsoft365Policy, minimumLength: 64 }
    expect(refusal(() => generatePassword('passphrase', 'en', long, person))).toEqual(['name'])
  })
})

describe('the styles', () => {
  const many = (style: (typeof styles)[number], language: Language = 'en') =>
    Array.from({ length: 300 }, () => generatePassword(style, language, microsoft365Policy, nobody))

  test('strong has 16 characters of all four classes, the first a letter', () => {
    for (const password of many('strong')) {
      expect(password).toMatch(/^[A-Za-z].{15}$/)
      for (const members of [lower, upper, digits, symbols])
        expect([...password].some((character) => members.includes(character))).toBe(true)
      expect([...password].every((character) => pool.includes(character))).toBe(true)
    }
  })

  test('strong grows with the minimum', () => {
    for (const minimumLength of [8, 16, 17, 40, 64])
      expect(generatePassword('strong', 'en', { ...microsoft365Policy, minimumLength }, nobody)).toHaveLength(
        Math.max(16, minimumLength),
      )
  })

  test('classic is Aaaa0000', () => {
    for (const password of many('classic')) expect(password).toMatch(/^[B-Z][aeiuy][b-z][aeiuy][2-9]{4}$/)
  })

  test.each(languages)('passphrase in %s has four words of the language with a capital and a digit', (language) => {
    for (const password of many('passphrase', language)) {
      expect(password).toMatch(/^[A-Z][a-z]{2,7}(-[a-z]{3,8}){3}[2-9]$/)
      for (const word of password.slice(0, -1).toLowerCase().split('-')) expect(wordLists[language]).toContain(word)
    }
  })

  test.each(languages)('passphrase in %s gets more words where rules shrink the list or ask for length', (language) => {
    const strict = { ...microsoft365Policy, maximumRepeats: 1 }
    const words = wordLists[language].filter((word) => !/(.)\1/.test(word))
    const count = generatePassword('passphrase', language, strict, nobody).split('-').length
    expect(count * Math.log2(words.length) + 3).toBeGreaterThanOrEqual(45)
    const long = generatePassword('passphrase', language, { ...strict, minimumLength: 50 }, nobody)
    expect(long.length).toBeGreaterThanOrEqual(50)
  })
})

/** A Nordic word as it is heard on the phone, where nobody hears a doubled letter or how a k is written. */
function heard(word: string): string {
  const sounds = word
    .replace(/^(?:[hdgl]j)/, 'j')
    .replace(/^hv/, 'v')
    .replace(/sc(?=[eiy])|[cz](?=[eiy])/g, 's')
    .replaceAll('x', 'ks')
    .replace(/c|q/g, 'k')
    .replaceAll('w', 'v')
    .replaceAll('ph', 'f')
    .replaceAll('th', 't')
    .replaceAll('z', 's')
  return sounds.replace(/(.)\1+/g, '$1')
}

// English words that are heard alike, by ear and not by letter.
const heardAlike = `
  night knight|muscle mussel|pair pear|root route|see sea|hair hare|source sauce|pour paw poor|beach beech|symbol cymbal|
  hanger hangar|metal medal|pedal petal|wonder wander|dessert desert|winner winter|flour flower|sun son|meet meat|
  steel steal|tail tale|pail pale|mail male|rain reign|road rode|sail sale|board bored|cereal serial|cord chord|
  cellar seller|gate gait|heel heal|hour our|key quay|leek leak|plain plane|praise prays|roll role|story storey|
  soul sole|stair stare|steak stake|team teem|vein vain|waist waste|wait weight|weather whether|wood would|writer rider`

describe('the word lists', () => {
  test.each(languages)('%s has enough plain words that cannot be confused', (language) => {
    const words = wordLists[language]
    expect(words.length).toBeGreaterThanOrEqual(1296)
    expect(new Set(words).size).toBe(words.length)
    expect(words.filter((word) => !/^[a-z]{3,8}$/.test(word))).toEqual([])
    // Four words and one digit of eight.
    expect(4 * Math.log2(words.length) + 3).toBeGreaterThanOrEqual(45)
  })

  test.each(languages.filter((language) => language !== defaultLanguage))(
    '%s has no two words heard alike',
    (language) => {
      const words = wordLists[language]
      const sounds = words.map(heard)
      expect(words.filter((_, index) => sounds.indexOf(sounds[index] as string) !== index)).toEqual([])
    },
  )

  test('of a Nordic language would be heard alike with a word written otherwise', () => {
    for (const [word, other] of ['cafe kaffe', 'hjul jul', 'vila villa', 'scen sen', 'zon son', 'skuta skutta'].map(
      (pair) => pair.split(' '),
    ))
      expect(heard(word as string)).toBe(heard(other as string))
  })

  test('of English have at most one of words heard alike', () => {
    const groups = heardAlike.split('|').map((group) => group.trim().split(' '))
    const known = new Set(wordLists[defaultLanguage])
    expect(groups.filter((group) => group.filter((word) => known.has(word)).length > 1)).toEqual([])
  })
})

describe('chance', () => {
  test('comes from crypto.randomBytes alone, and every character of a pool gets equally many of the 256 bytes', () => {
    const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
    const weak = vi.spyOn(Math, 'random')
    for (const style of styles) generatePassword(style, 'en', microsoft365Policy, nobody)
    const bytes = vi.spyOn(crypto, 'randomBytes').mockImplementation(() => everyByte)
    try {
      for (const size of [1, 5, 8, 17, 18, 24, 62, 65]) {
        const options = { length: 1, lowercase: false, uppercase: false, symbols: (pool + upper).slice(0, size) }
        const drawUntilRefill = () => {
          const drawn: string[] = []
          const refills = bytes.mock.calls.length
          while (bytes.mock.calls.length === refills) drawn.push(generate({ ...options }))
          return drawn
        }
        const last = drawUntilRefill().slice(-1)
        const round = [...last, ...drawUntilRefill().slice(0, -1)]
        const counts = countOf(round, options.symbols)
        expect(counts).toEqual(counts.map(() => Math.floor(256 / size)))
      }
      expect(weak).not.toHaveBeenCalled()
    } finally {
      bytes.mockRestore()
      weak.mockRestore()
    }
  })

  test('in a million characters of strong no character and no class is preferred', () => {
    const passwords = Array.from({ length: 62_500 }, () => generatePassword('strong', 'en', microsoft365Policy, nobody))
    const all = [lower, upper, digits, symbols]
    const letters = [lower.length, upper.length, 0, 0]
    const sizes = all.map((members) => members.length)
    const starts = passwords.map((password) => password.charAt(0))
    const rests = passwords.flatMap((password) => [...password.slice(1)])
    for (const members of all) expect(chiSquare(countOf(rests, members))).toBeLessThan(limit(members.length - 1))
    for (const members of [lower, upper]) expect(chiSquare(countOf(starts, members))).toBeLessThan(limit(23))
    expect(countOf(starts, lower + upper).reduce((sum, count) => sum + count)).toBe(passwords.length)
    const shares = all.map((_, index) => {
      const only = sizes.map((size, at) => (at === index ? size : 0))
      return strings(letters, only) / strings(letters, sizes)
    })
    for (let place = 1; place < 16; place += 1) {
      const column = passwords.map((password) => password.charAt(place))
      const counts = all.map((members) => countOf(column, members).reduce((sum, count) => sum + count))
      expect(chiSquare(counts, shares)).toBeLessThan(limit(3))
    }
  })

  test('the same measure finds the bias of a plain remainder', () => {
    const biased = Array.from(crypto.randomBytes(100_000), (byte) => pool.charAt(byte % pool.length))
    expect(chiSquare(countOf(biased, pool))).toBeGreaterThan(limit(pool.length - 1))
  })

  test.each(languages)('no word and no digit of a passphrase in %s is preferred', (language) => {
    const passwords = Array.from({ length: 15_000 }, () =>
      generatePassword('passphrase', language, microsoft365Policy, nobody),
    )
    const words = passwords.flatMap((password) => password.slice(0, -1).toLowerCase().split('-'))
    const counts = countOf(words, wordLists[language])
    expect(chiSquare(counts)).toBeLessThan(limit(counts.length - 1))
    // Some 30 of each: one that never comes is one that can't come.
    expect(Math.min(...counts)).toBeGreaterThan(0)
    expect(
      chiSquare(
        countOf(
          passwords.map((password) => password.slice(-1)),
          digits,
        ),
      ),
    ).toBeLessThan(limit(7))
  })

  test('no digit of classic is preferred', () => {
    const passwords = Array.from({ length: 20_000 }, () =>
      generatePassword('classic', 'en', microsoft365Policy, nobody),
    )
    for (let place = 4; place < 8; place += 1)
      expect(
        chiSquare(
          countOf(
            passwords.map((password) => password.charAt(place)),
            digits,
          ),
        ),
      ).toBeLessThan(limit(7))
    expect(new Set(passwords).size).toBeGreaterThan(19_900)
  })
})
