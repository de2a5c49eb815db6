import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BannedKind, checkBanned, compileTerms, normaliseForBan } from '../../../shared/rules/banned-words.ts'
import { shippedTerms } from '../../../shared/rules/shipped-terms.ts'

function check(password: string, terms: readonly string[], names: readonly string[] = [], isStrict = false) {
  return checkBanned(password, { terms: compileTerms(terms), names, isStrict })
}

function kinds(password: string, terms: readonly string[], names: readonly string[] = []): readonly BannedKind[] {
  return check(password, terms, names).found.map((finding) => finding.kind)
}

describe('the normalised form', () => {
  test.each([
    ['Bl@nK', 'blank'],
    ['C0ntos0', 'contoso'],
    ['p0LL23fb', 'poll23fb'],
    ['1$', 'ls'],
    ['Lösenord', 'losenord'],
    ['SØREN', 'soren'],
    ['Ｐａｓｓｗ０ｒｄ', 'password'],
    ['𝐩𝐚𝐬𝐬𝐰𝐨𝐫𝐝', 'password'],
    ['pa\u00adss\u200bword', 'password'],
    ['e\u0301', 'e'],
    ['357', '357'],
    ['\ud800', '\ufffd'],
  ])('%j becomes %j', (text, normalised) => {
    expect(normaliseForBan(text)).toBe(normalised)
  })
})

// Microsoft's documentation of password protection and of how passwords are evaluated; the last two by calculation.
const published: readonly (readonly [string, readonly string[], readonly string[], boolean, number])[] = [
  ['Bl@nK', ['contoso', 'blank'], [], true, 1],
  ['abcdeg', ['abcdef'], [], true, 1],
  ['abcdefg', ['abcdef'], [], true, 2],
  ['abcde', ['abcdef'], [], true, 1],
  ['p0LL23fb', [], ['Poll'], true, 8],
  ['C0ntos0Blank12', ['contoso', 'blank'], [], true, 4],
  ['ContoS0Bl@nkf9!', ['contoso', 'blank'], [], false, 5],
  ['bob23fbX9!', [], ['Bob'], false, 10],
  ['Contoso2024!', ['contoso'], [], false, 6],
]

describe('the published examples', () => {
  test.each(published)('%s, with %j banned and the names %j', (password, terms, names, isRefused, score) => {
    expect(check(password, terms, names)).toMatchObject({ isRefused, score })
  })

  test('are explained by what was found', () => {
    const terms = ['contoso', 'blank']
    expect(check('Bl@nK', terms).found[0]).toEqual({ term: 'blank', kind: 'whole' })
    expect(check('abcdeg', ['abcdef']).found[0]).toEqual({ term: 'abcdef', kind: 'fuzzy' })
    expect(check('p0LL23fb', [], ['Poll']).found).toEqual([{ term: 'Poll', kind: 'name' }])
    expect(check('C0ntos0Blank12', terms).found).toEqual([
      { term: 'contoso', kind: 'scored' },
      { term: 'blank', kind: 'scored' },
    ])
    expect(kinds('ContoS0Bl@nkf9!', terms)).toEqual(['scored', 'scored'])
    expect(kinds('xkcd.Rtz!', terms)).toEqual([])
  })
})

function distance(a: readonly string[], b: readonly string[]): number {
  let row = b.map((_, index) => index + 1)
  a.forEach((letter, index) => {
    let left = index + 1
    row = b.map((other, at) => {
      const diagonal = at === 0 ? index : (row[at - 1] as number)
      left = Math.min(left + 1, (row[at] as number) + 1, diagonal + (letter === other ? 0 : 1))
      return left
    })
  })
  return b.length === 0 ? a.length : (row.at(-1) as number)
}

/** The rules word for word, for a password in which å and a pair of a's are the same. */
function slowly(password: string, terms: readonly string[], isStrict: boolean) {
  const ways = [password, password.replace(/å/gi, 'aa'), password.replace(/(?<!a)aa(?!a)/gi, 'å')]
  const verdicts = ways.map((way) => slowlyRead(way, terms, isStrict))
  const score = Math.min(...verdicts.map((verdict) => verdict.score))
  return { isRefused: verdicts.some((verdict) => verdict.isRefused), score }
}

/** One reading of a password, by trying every window against every term. */
function slowlyRead(password: string, terms: readonly string[], isStrict: boolean) {
  const letters = [...normaliseForBan(password)]
  const spellings = terms.map((term) => [...normaliseForBan(term.trim())]).filter((term) => term.length > 0)
  const cheapest = (token: (window: readonly string[]) => number): number => {
    const costs = [0]
    for (let end = 1; end <= letters.length; end += 1) {
      const ways = costs.map((cost, start) => cost + token(letters.slice(start, end)))
      costs.push(Math.min((costs[end - 1] as number) + 1, ...ways))
    }
    return costs.at(-1) as number
  }
  const isNear = (window: readonly string[], term: readonly string[]) =>
    window.join('') === term.join('') || (window.length <= term.length && distance(window, term) <= 1)
  const isScored = (window: readonly string[], term: readonly string[]) =>
    term.join('').length >= 4 ? isNear(window, term) : window.join('') === term.join('')
  const score = cheapest((window) => (spellings.some((term) => isScored(window, term)) ? 1 : Infinity))
  const uncovered = cheapest((window) => {
    const covers = spellings.filter((term) => term.join('').length >= 6 || term.join('') === window.join(''))
    return covers.some((term) => isNear(window, term)) ? 0 : Infinity
  })
  const isWhole = spellings.some((term) => distance(letters, term) <= 1)
  return { isRefused: isWhole || score < 5 || (isStrict && uncovered * 2 < letters.length), score }
}

describe('the check compared with a literal reading of the rules', () => {
  const letters = fc.constantFrom('a', 'b', 'B', 'o', '0', '@', 'å', 'ø', '😀', '👍')
  const term = fc.string({ unit: letters, minLength: 0, maxLength: 8 })
  const parts = fc.array(fc.oneof(term, fc.string({ unit: letters, maxLength: 3 })), { maxLength: 4 })

  test('holds for small words of few letters', () => {
    const inputs = [fc.array(term, { maxLength: 6 }), parts, fc.boolean()] as const
    const compare = (terms: readonly string[], pieces: readonly string[], isStrict: boolean) => {
      // Long spellings stand for themselves here, so that both sides know the same list.
      const both = terms.flatMap((one) => [one, one.toLowerCase().replaceAll('å', 'aa').replaceAll('ø', 'oe')])
      const password = pieces.join('')
      expect(check(password, terms, [], isStrict)).toMatchObject(slowly(password, both, isStrict))
    }
    fc.assert(fc.property(...inputs, compare), { numRuns: 3000 })
  })

  test('holds for passwords made of the terms themselves with single edits', () => {
    const edited = fc.tuple(fc.nat(5), fc.nat(9), fc.constantFrom('', 'a', 'b'), fc.nat(1))
    const input = [fc.array(term, { minLength: 1, maxLength: 6 }), fc.array(edited, { maxLength: 4 })] as const
    const compare = (terms: readonly string[], edits: readonly (readonly [number, number, string, number])[]) => {
      const plain = terms.map((one) => one.replace(/[åø]/g, 'b'))
      const password = edits
        .map(([which, at, letter, length]) =>
          [...(plain[which % plain.length] as string)].toSpliced(at, length, letter),
        )
        .map((piece) => piece.join(''))
        .join('')
      expect(check(password, plain)).toMatchObject(slowly(password, plain, false))
    }
    fc.assert(fc.property(...input, compare), { numRuns: 3000 })
  })
})

describe('names', () => {
  test('are refused wherever they stand, in any case, spelling and substitution', () => {
    expect(kinds('xx9S0RENxx!', [], ['Søren'])).toEqual(['name'])
    expect(kinds('xx9soerenxx!', [], ['Søren'])).toEqual(['name'])
    expect(kinds('rt-annakarin-9', [], ['Anna Karin'])).toEqual(['name', 'name'])
    expect(kinds('Contoso-9x-vm', [], ['Contoso A/S'])).toEqual(['name'])
  })

  test('count from four letters as written', () => {
    for (const short of ['Bob', 'Åse', 'Bæk', 'A/S', 'B. O.', ' ', '', '\u0301\u0301\u0301\u0301'])
      expect(kinds('bob-ase-aase-baek-as-bo', [], [short]), short).toEqual([])
    expect(kinds('xx-bo li-xx!', [], ['Bo Lin', 'Bo Li'])).toEqual(['name'])
  })

  test('are named once and do not change the score', () => {
    const verdict = check('contoso-poll-9!', ['contoso'], ['Poll', 'Poll', 'Mary Poll'])
    expect(verdict).toMatchObject({ isRefused: true, score: 9 })
    expect(verdict.found).toEqual([
      { term: 'Poll', kind: 'name' },
      { term: 'contoso', kind: 'scored' },
    ])
  })
})

describe('the strict option', () => {
  test('refuses a password that is banned terms for more than half', () => {
    expect(check('Contoso2024!', ['contoso'], [], true)).toMatchObject({ isRefused: true, score: 6 })
    expect(check('Contoso2024!', ['contoso'], [], true).found.at(-1)).toEqual({ term: 'contoso', kind: 'covers' })
    expect(check('C0ntosa2024!', ['contoso'], [], true).isRefused).toBe(true)
    expect(check('Contoso-20246x', ['contoso'], [], true).isRefused).toBe(false)
    expect(check('rosa-9xq', ['rose'], [], true).isRefused).toBe(false)
  })

  test('never accepts what is refused without it', () => {
    const compiled = compileTerms(shippedTerms)
    const nordic = fc.string({ unit: fc.constantFrom(...'aåbensor12'), maxLength: 12 })
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), nordic), (password) => {
        const [lax, strict] = [false, true].map((isStrict) =>
          checkBanned(password, { terms: compiled, names: [], isStrict }),
        )
        expect(strict?.score).toBe(lax?.score)
        expect(lax?.isRefused && !strict?.isRefused).toBe(false)
      }),
    )
  })
})

describe('an å', () => {
  const written = ['Åbenrå', 'Aabenraa', 'AABENRAA', 'A\u030abenra\u030a']
  const endings = ['1!', '-9xqz', '2026', '7', '']

  test.each(written)('is the same as a pair of a, whichever the list has: %s', (term) => {
    for (const ending of endings) {
      const verdicts = written.map((one) => check(one + ending, [term], [], true))
      for (const verdict of verdicts) expect(verdict, ending).toEqual(verdicts[0])
      expect(verdicts[0], ending).toMatchObject({
        isRefused: true,
        found: expect.arrayContaining([{ term, kind: 'scored' }]),
      })
    }
  })

  test('in a name is the same too', () => {
    for (const name of ['Kåre', 'Kaare'])
      for (const password of ['kåre7qzxv', 'Kaare7qzxv']) expect(kinds(password, [], [name])).toEqual(['name'])
  })

  test('of a password and a pair of a are judged alike for any list', () => {
    const piece = fc.constantFrom('å', 'b', 'o', 'ø', 'l', '1', '!')
    const text = fc.string({ unit: piece, maxLength: 12 })
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), text, fc.boolean(), (terms, typed, isStrict) => {
        // Neighbours would make a run of a's.
        const ring = typed.replace(/å+/g, 'å')
        expect(check(ring, terms, terms, isStrict)).toEqual(check(ring.replaceAll('å', 'aa'), terms, terms, isStrict))
      }),
    )
  })

  test('is not read into a longer run of a', () => {
    const scores = ['bcaazqvx', 'bcaaazqv', 'aaaaaaaa'].map((password) => check(password, ['hhhh']).score)
    expect(scores).toEqual([7, 8, 8])
  })
})

describe('a term of less than four letters', () => {
  test('counts only as it is written, because every second pair of letters is near it', () => {
    expect(check('ob2xkqvz', ['ob']).score).toBe(7)
    expect(check('oc2xkqvz', ['ob']).score).toBe(8)
    expect(check('vårxkqvz', ['vår']).score).toBe(6)
    expect(check('vaxxkqvz', ['vår']).score).toBe(8)
    expect(check('roseqvz', ['rosa']).score).toBe(4)
  })
})

describe('lists', () => {
  test('leave out blank terms, and name a term as its first line has it', () => {
    expect(kinds('xkcd.Rtz!', ['', '  ', '\t', '\u0301', '\u200b'])).toEqual([])
    expect(check('brøndby', [' Brøndby ', 'brondby']).found[0]).toEqual({ term: 'Brøndby', kind: 'whole' })
    expect(check('broendby', ['Brøndby']).found[0]).toEqual({ term: 'Brøndby', kind: 'whole' })
  })

  test('may be empty, and so may the password', () => {
    expect(check('', [])).toEqual({ isRefused: true, score: 0, found: [] })
    expect(check('abcde', [])).toEqual({ isRefused: false, score: 5, found: [] })
    expect(check('👍👍👍👍', [])).toMatchObject({ isRefused: true, score: 4 })
  })

  test('of any Unicode never break the check', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 12 }))
    const broken = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
    const surrogates = broken.map((units) => String.fromCharCode(...units))
    fc.assert(
      fc.property(
        fc.array(fc.oneof(text, surrogates), { maxLength: 8 }),
        fc.oneof(text, surrogates),
        (terms, password) => {
          const verdict = check(password, terms, terms, true)
          expect(verdict.score).toBeLessThanOrEqual([...normaliseForBan(password)].length)
          for (const one of terms.filter((candidate) => normaliseForBan(candidate.trim()) !== ''))
            expect(check(one.trim(), terms).isRefused).toBe(true)
        },
      ),
    )
  })
})

describe('time', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  let seed = 7
  const random = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
    return Math.floor((seed / 0x80000000) * below)
  }
  const word = (length: number) => Array.from({ length }, () => letters[random(36)]).join('')

  /** Milliseconds of this process's own work, since other processes may have the machine. */
  function cost(terms: readonly string[], passwords: readonly string[]): number {
    const compiled = compileTerms(terms)
    const once = () => passwords.map((one) => checkBanned(one, { terms: compiled, names: ['Anders'], isStrict: true }))
    once()
    const before = process.cpuUsage()
    once()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000 / passwords.length
  }

  test('of a check grows little with the list', () => {
    const list = Array.from({ length: 10_000 }, () => word(4 + random(13)))
    const passwords = Array.from({ length: 60 }, () => (word(random(5)) + list[random(10_000)] + word(64)).slice(0, 64))
    const [few, many] = [cost(list.slice(0, 100), passwords), cost(list, passwords)]
    console.log(`a password of 64 characters: ${few.toFixed(2)} ms with 100 terms, ${many.toFixed(2)} ms with 10,000`)
    expect(many).toBeLessThan(20)
  })

  test('of a check is bounded for lists and passwords that were built to be slow', () => {
    const runs = Array.from({ length: 1100 }, (_, index) => 'a'.repeat(index + 1))
    const long = Array.from({ length: 200 }, (_, index) => `${'x'.repeat(9990)}${index}`)
    const oneOff = Array.from({ length: 10_000 }, (_, index) => 'a'.repeat(index % 500).padEnd(500, `${index % 7}a`))
    for (const [name, terms, password] of [
      ['runs of one letter', runs, 'a'.repeat(1024)],
      ['terms of 10,000 characters', long, 'x'.repeat(1024)],
      ['terms one letter off', oneOff, 'a'.repeat(1024)],
      ['terms that are read in three ways', oneOff, 'aå'.repeat(512)],
    ] as const) {
      const taken = cost(terms, [password])
      console.log(`1,024 characters against ${name}: ${taken.toFixed(0)} ms`)
      expect(taken, name).toBeLessThan(5000)
    }
  })
})
