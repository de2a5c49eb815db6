import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  brokenRules,
  checkPassword,
  defaultPolicy,
  microsoft365Policy,
  normalisePassword,
  type PasswordOwner,
  type PasswordPolicy,
  passwordForms,
  passwordPolicy,
  recommendedPolicy,
} from '../../../shared/rules/password-rules.ts'

const nobody: PasswordOwner = { username: '', displayName: '', firstName: '', lastName: '' }
const lax: PasswordPolicy = {
  minimumLength: 8,
  maximumLength: 64,
  minimumClasses: 0,
  maximumRepeats: 0,
  isNameRefused: false,
}

function broken(password: string, policy: Partial<PasswordPolicy> = {}, owner: Partial<PasswordOwner> = {}) {
  return brokenRules(password, { ...lax, ...policy }, { ...nobody, ...owner })
}

describe('the presets', () => {
  test('are valid policies, and Microsoft 365 parity is the default', () => {
    for (const preset of [microsoft365Policy, recommendedPolicy])
      expect(passwordPolicy.safeParse(preset).success).toBe(true)
    expect(defaultPolicy).toEqual(microsoft365Policy)
    expect(microsoft365Policy).toEqual({
      minimumLength: 8,
      maximumLength: 256,
      minimumClasses: 3,
      maximumRepeats: 0,
      isNameRefused: true,
    })
    expect(recommendedPolicy).toEqual({
      minimumLength: 15,
      maximumLength: 256,
      minimumClasses: 0,
      maximumRepeats: 0,
      isNameRefused: true,
    })
  })

  test("Microsoft's sample password Cuyo5459 keeps its own rules", () => {
    expect(brokenRules('Cuyo5459', microsoft365Policy, nobody)).toEqual([])
    expect(brokenRules('Cuyo5459', recommendedPolicy, nobody)).toEqual(['length'])
  })
})

describe('the verdicts', () => {
  test('come one per rule that is switched on, in one order', () => {
    const rules = (policy: PasswordPolicy) => checkPassword('x', policy, nobody).map((verdict) => verdict.rule)
    expect(rules(lax)).toEqual(['length', 'maximumLength', 'characters'])
    expect(rules({ ...lax, minimumClasses: 1 })).toEqual(['length', 'maximumLength', 'characters'])
    expect(rules({ ...lax, minimumClasses: 2, maximumRepeats: 1, isNameRefused: true })).toEqual([
      'length',
      'maximumLength',
      'characters',
      'classes',
      'repeats',
      'name',
    ])
  })

  test('say the same as brokenRules for any text, and never throw', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ unit: 'grapheme', maxLength: 80 }))
    const strict = { ...microsoft365Policy, maximumRepeats: 2 }
    fc.assert(
      fc.property(text, text, (password, name) => {
        const owner = { username: `${name}@x.test`, displayName: name, firstName: name, lastName: '' }
        const verdicts = checkPassword(password, strict, owner)
        const keptRules = verdicts.filter((verdict) => verdict.isKept).map((verdict) => verdict.rule)
        expect([...keptRules, ...brokenRules(password, strict, owner)].toSorted()).toEqual(
          verdicts.map((verdict) => verdict.rule).toSorted(),
        )
      }),
    )
  })

  test('are the same for the composed and the decomposed form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (password) => {
        const verdicts = checkPassword(password.normalize('NFC'), microsoft365Policy, nobody)
        expect(checkPassword(password.normalize('NFD'), microsoft365Policy, nobody)).toEqual(verdicts)
        expect(normalisePassword(password.normalize('NFD'))).toBe(normalisePassword(password))
      }),
    )
  })
})

describe('length', () => {
  test.each([
    ['7 letters', 'abcdefg', ['length']],
    ['8 letters', 'abcdefgh', []],
    ['8 emoji are 8 characters, not 16', '🙂🙃😀😃😄😁😆😅', []],
    ['7 emoji', '🙂🙃😀😃😄😁😆', ['length']],
    ['7 letters of which one is decomposed', 'abcdefe\u0301', ['length']],
    ['8 spaces', '        ', []],
    ['empty', '', ['length']],
    ['64 letters', 'a'.repeat(64), []],
    ['65 letters', 'a'.repeat(65), ['maximumLength']],
    ['64 decomposed letters', 'e\u0301'.repeat(64), []],
    ['64 emoji', '🙂'.repeat(64), []],
  ])('%s', (_name, password, rules) => expect(broken(password)).toEqual(rules))
})

describe('characters', () => {
  test.each([
    ['NUL', '\u0000'],
    ['tab', '\t'],
    ['line feed', '\n'],
    ['escape', '\u001b'],
    ['delete', '\u007f'],
    ['next line', '\u0085'],
    ['soft hyphen', '\u00ad'],
    ['zero width space', '\u200b'],
    ['zero width joiner', '\u200d'],
    ['right-to-left mark', '\u200f'],
    ['line separator', '\u2028'],
    ['left-to-right embedding', '\u202a'],
    ['right-to-left override', '\u202e'],
    ['word joiner', '\u2060'],
    ['left-to-right isolate', '\u2066'],
    ['pop isolate', '\u2069'],
    ['byte order mark', '\ufeff'],
    ['Hangul filler', '\u3164'],
    ['tag letter', '\u{e0061}'],
    ['noncharacter', '\uffff'],
    ['high surrogate', '\ud83d'],
    ['low surrogate', '\ude00'],
    ['surrogates parted by an emoji', '\ud83d🙂\ude00'],
    ['variation selector after a letter', 'a\ufe0f'],
  ])('%s is refused wherever it stands', (_name, character) => {
    for (const password of [`${character}abcdefgh`, `abcd${character}efgh`, `abcdefgh${character}`])
      expect(broken(password)).toEqual(['characters'])
  })

  test.each([
    ['Nordic letters', 'blåbærsyltetøj ÄÖ'],
    ['Hebrew and Arabic', 'שלום مرحبا בוקר'],
    ['Chinese and Korean', '密码密码 비밀번호'],
    ['spaces, also hard ones', ' a b\u00a0c d '],
    ['all printable ASCII', String.fromCharCode(...Array.from({ length: 63 }, (_, index) => 0x20 + index))],
    ['the rest of it', String.fromCharCode(...Array.from({ length: 32 }, (_, index) => 0x5f + index))],
    ['plain emoji', '🙂🙃😀😃😄😁😆😅'],
    ['emoji made of several', '👨‍👩‍👧❤️🏴󠁧󠁢󠁥󠁮󠁧󠁿👍🏽🇩🇰1️⃣abc'],
  ])('%s are allowed', (_name, password) => expect(broken(password)).toEqual([]))
})

describe('classes', () => {
  test.each([
    ['abcdefgh', 1],
    ['ABCDEFGH', 1],
    ['12345678', 1],
    ['!!??  ..', 1],
    ['abcdEFGH', 2],
    ['æøåÆØÅÄÖ', 2],
    ['абвгДЕЖЗ', 2],
    ['abcdEF12', 3],
    ['abcdef 1', 3],
    ['abcdef٣٤', 2],
    ['abcdef🙂🙂', 2],
    ['abcdef密码', 2],
    ['abcDE1 2', 4],
    // A mark belongs to its letter and is no symbol.
    ['abcdefgx\u0302', 1],
  ])('%j has %i of 4', (password, count) => {
    for (let asked = 2; asked <= 4; asked += 1)
      expect(broken(password, { minimumClasses: asked })).toEqual(asked > count ? ['classes'] : [])
  })
})

describe('repeats', () => {
  test.each([
    ['abcdefgh', 1],
    ['aabbccdd', 2],
    ['abccc def', 3],
    ['aAaAaAaA', 1],
    ['🙂🙂🙂abcde', 3],
    ['abcdefé\u0065\u0301', 2],
    ['aaaaaaaaaaa', 11],
  ])('%j has a run of %i', (password, run) => {
    for (let allowed = 1; allowed <= 10; allowed += 1)
      expect(broken(password, { maximumRepeats: allowed })).toEqual(run > allowed ? ['repeats'] : [])
    expect(broken(password, { maximumRepeats: 0 })).toEqual([])
  })
})

describe('names', () => {
  const policy = { isNameRefused: true }
  test.each([
    ["Microsoft's example p0LL23fb", 'p0LL23fb', { lastName: 'Poll' }, true],
    ["Microsoft's example bob23fbX9!", 'bob23fbX9!', { firstName: 'Bob' }, false],
    ['first name', 'xxAnDeRsxx', { firstName: 'Anders' }, true],
    ['part of the display name', 'hansen2024', { displayName: 'Jens-Peter Hansen' }, true],
    ['hyphens part names', 'jens1peter', { displayName: 'Jens-Peter' }, true],
    ['the local part', 'xkaren.xx', { username: 'karen.b@firma.dk' }, true],
    ['the domain is no name', 'firma.dk99', { username: 'kb@firma.dk' }, false],
    ['three letters', 'ida12345678', { firstName: 'Ida', username: 'ida@x.dk' }, false],
    ['digits part names', 'karen123', { username: 'karen01@x.dk' }, true],
    ['Søren as soren', 'soren12345', { firstName: 'Søren' }, true],
    ['Søren as soeren', 'Soeren12345', { firstName: 'Søren' }, true],
    ['Soeren as søren', 'SØREN12345', { firstName: 'Soeren' }, true],
    ['Åkesson as aakesson', 'aakesson99', { lastName: 'Åkesson' }, true],
    ['Müller as mueller', 'mueller999', { lastName: 'Müller' }, true],
    ['decomposed names', 'soren12345', { firstName: 'So\u0308ren' }, true],
    ['symbols in place of letters', 'h@n$en1234', { lastName: 'Hansen' }, true],
    ['Cyrillic', 'иванов1234', { lastName: 'Иванов' }, true],
    ['no names', 'anything12', {}, false],
  ])('%s', (_name, password, owner, isRefused) => {
    expect(broken(password, policy, owner)).toEqual(isRefused ? ['name'] : [])
    expect(broken(password, {}, owner)).toEqual([])
  })

  test('any part of four letters or more is found in any case', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzæøåäöüéñ'),
      minLength: 4,
      maxLength: 12,
    })
    fc.assert(
      fc.property(letters, letters, fc.string({ maxLength: 8 }), (first, last, around) => {
        const owner = { displayName: `${first} ${last}` }
        expect(broken(`${around}${last.toUpperCase()}`, policy, owner)).toContain('name')
      }),
    )
  })
})

test.each([
  ['one letter', 'a'.repeat(1024)],
  ['marks', 'e\u0301'.repeat(512)],
  ['a flood of marks', `e${'\u0301\u0323'.repeat(511)}`],
  ['broken emoji', '👨\u200d'.repeat(341)],
  ['joiners', '\u200d'.repeat(1024)],
  ['half flags', '🇩'.repeat(512)],
])('1,024 units of %s are checked in no time', (_name, password) => {
  const owner = { username: 'karen@firma.dk', displayName: 'Karen Blixen', firstName: 'Karen', lastName: 'Blixen' }
  const before = process.cpuUsage()
  checkPassword(password, { ...microsoft365Policy, maximumRepeats: 2 }, owner)
  const { user, system } = process.cpuUsage(before)
  // Milliseconds of work; some take 4, backtracking would take minutes.
  expect((user + system) / 1000).toBeLessThan(500)
})

describe('what somebody may mean who types a password', () => {
  it('is what is there, with every kind of space as the ASCII one (RFC 8265)', () => {
    expect(normalisePassword('a\u00a0b\u2003c\u3000d')).toBe('a b c d')
    expect(normalisePassword('e\u0301')).toBe('é')
    expect(passwordForms('Quiet harbour')).toEqual(['Quiet harbour'])
  })

  it.each([
    ['a\u00a0b', ['a b', 'a\u00a0b']],
    [' a b\n', [' a b\n', 'a b']],
    ['\u200ba\u00a0b ', ['\u200ba b ', '\u200ba\u00a0b ', 'a b']],
    ['   ', ['   ']],
    ['', ['']],
  ])('%j is one of %j', (typed, forms) => {
    expect(passwordForms(typed)).toEqual(forms)
  })
})
