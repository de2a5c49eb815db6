import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkEmail, checkPersonText, checkUsername, usernameKey } from '../../../shared/rules/username.ts'

describe('checkUsername', () => {
  it.each([
    'anna@nordwind.test',
    'Anna.Hansen1@nordwind.test',
    "o'brien_-!#^~@nord-wind.test",
    'admin@office',
    '.a@b.c',
    `${'a'.repeat(64)}@${'b'.repeat(45)}.dk`,
  ])('takes %s as it is typed', (username) => {
    expect(checkUsername(username)).toEqual({ username })
  })

  it('trims the spaces around', () => {
    expect(checkUsername(' anna@nordwind.test\t')).toEqual({ username: 'anna@nordwind.test' })
  })

  it.each([
    ['', 'missing'],
    ['  ', 'missing'],
    ['anna', 'usernameNoAt'],
    ['anna.@nordwind.test', 'usernameDotBeforeAt'],
    ['@nordwind.test', 'usernameInvalid'],
    ['anna@', 'usernameInvalid'],
    ['anna@@nordwind.test', 'usernameInvalid'],
    ['anna@nordwind@test', 'usernameInvalid'],
    ['an na@nordwind.test', 'usernameInvalid'],
    ['anna+1@nordwind.test', 'usernameInvalid'],
    ['søren@nordwind.test', 'usernameInvalid'],
    ['anna@blåbær.test', 'usernameInvalid'],
    ['anna@nordwind..test', 'usernameInvalid'],
    ['anna@nordwind.test.', 'usernameInvalid'],
    ['anna@-nordwind.test', 'usernameInvalid'],
    ['anna@nordwind-.test', 'usernameInvalid'],
    ['anna@nord_wind.test', 'usernameInvalid'],
    ['an\u0000na@nordwind.test', 'usernameInvalid'],
    ['anna\n@nordwind.test', 'usernameInvalid'],
    [`${'a'.repeat(65)}@nordwind.test`, 'usernameTooLong'],
    [`a@${'b'.repeat(46)}.dk`, 'usernameTooLong'],
  ])('refuses %j as %s', (username, fault) => {
    expect(checkUsername(username)).toEqual({ fault })
  })
})

describe('usernameKey', () => {
  it('folds A to Z and nothing else, so that a look-alike is another name', () => {
    expect(usernameKey(' Anna.HANSEN@Nordwind.Test')).toBe('anna.hansen@nordwind.test')
    expect(usernameKey('\u212aarin@nordwind.test')).not.toBe('karin@nordwind.test')
  })
})

describe('checkEmail', () => {
  it.each(['ida@home.test', "o'neil+x@sub.home.test", 'post@møller.dk', 'a.b@xn--mller-kva.dk'])(
    'takes %s',
    (email) => {
      expect(checkEmail(email)).toBe(true)
    },
  )

  it.each([
    '',
    'ida',
    '@home.test',
    'ida@home',
    'ida@@home.test',
    'bob@home.test, evil@other.test',
    'bob@home.test;evil@other.test',
    'bob@home.test\r\nRCPT TO:<evil@other.test>',
    'bob@home.test\n',
    '"bob"@home.test',
    'Bob <bob@home.test>',
    'bo b@home.test',
    'bob@ home.test',
    '.bob@home.test',
    'bob.@home.test',
    'bo..b@home.test',
    'bob@home..test',
    'bob@[127.0.0.1]',
    'bob\\@home.test',
    'bob@home.test\u0000',
    `${'a'.repeat(65)}@home.test`,
    `a@${`${'b'.repeat(60)}.`.repeat(5)}test`,
  ])('refuses %j', (email) => {
    expect(checkEmail(email)).toBe(false)
  })

  it('never takes anything that could hold a second recipient', () => {
    const typed = fc.string({
      unit: fc.constantFrom('a', '@', '.', ',', ';', '<', '"', ' ', '\r', '\n', 'ø'),
      maxLength: 30,
    })
    fc.assert(
      fc.property(typed, (email) => {
        if (checkEmail(email)) expect(email).toMatch(/^[^\s@<>,;:"\\]+@[^\s@<>,;:"\\]+$/)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('checkPersonText', () => {
  it('counts characters as people do', () => {
    expect(checkPersonText('😀'.repeat(64), 64)).toBeNull()
    expect(checkPersonText('😀'.repeat(65), 64)).toBe('tooLong')
    expect(checkPersonText('å'.repeat(65), 64)).toBe('tooLong')
    expect(checkPersonText('x'.repeat(1_000_000), 64)).toBe('tooLong')
  })

  it.each(['Søren Ångström', 'Nguyễn', '李小龍', 'Zoë 👩‍👩‍👧', 'אבג', ''])('takes %j', (text) => {
    expect(checkPersonText(text, 64)).toBeNull()
  })

  it.each(['a\0b', 'a\nb', 'a\tb', 'a\u007fb', 'a\u0085b', 'a\ud800b', 'a\u202eb', 'a\u2067b', 'a\u2028b'])(
    'refuses %j',
    (text) => {
      expect(checkPersonText(text, 64)).toBe('controlCharacter')
    },
  )

  it('allows a line break only where it may stand', () => {
    expect(checkPersonText('Havnegade 1\n2. tv', 64, { allowNewline: true })).toBeNull()
    expect(checkPersonText('Havnegade 1\r\n2. tv', 64, { allowNewline: true })).toBe('controlCharacter')
    expect(checkPersonText('Havnegade 1\n2.\ttv', 64, { allowNewline: true })).toBe('controlCharacter')
  })
})
