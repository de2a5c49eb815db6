import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addressKey,
  checkMailHost,
  checkMailName,
  mailAddressFault,
  maskedAddress,
} from '../../../shared/rules/mail-address.ts'
import { cleanText } from '../../../shared/rules/text/look-alikes.ts'

describe('an address to send to', () => {
  it('is shown by its first letter and its domain', () => {
    expect(['ida@home.test', 'ø@møller.dk', 'हिना@home.test', '@home.test', 'ida', ''].map(maskedAddress)).toEqual([
      'i***@home.test',
      'ø***@møller.dk',
      'हि***@home.test',
      '***',
      '***',
      '***',
    ])
  })

  it.each([
    'ida@home.test',
    "o'neil+x@sub.home.test",
    'post@møller.dk',
    'a.b@xn--mller-kva.dk',
    'eva@пример.рф',
    'li@例え.テスト',
    'søren@firma.dk',
    'søren.møller@møller.dk',
    'чехов@пример.рф',
    'उदाहरण@home.test',
    `${'ø'.repeat(32)}@home.test`,
  ])('may be %s', (raw) => {
    expect(mailAddressFault(raw)).toBeNull()
  })

  it.each([
    ['missing', ''],
    ['missing', ' '],
    ['several', 'bob@x.test, evil@y.test'],
    ['several', 'bob@x.test;evil@y.test'],
    ['several', 'bob@x.test,evil@y.test'],
    ['several', '"bob@x.test, evil"@y.test'],
    ['several', 'bob@x.test\r\nRCPT TO:<evil@y.test>'],
    ['several', 'bob@x.test evil@y.test'],
    ['several', 'friends:bob@x.test;'],
    ['invalid', 'Bob <bob@x.test>'],
    ['invalid', '<bob@x.test>'],
    ['invalid', 'bob@x.test\n'],
    ['invalid', ' bob@x.test'],
    ['invalid', '"bob"@x.test'],
    ['invalid', 'bob(comment)@x.test'],
    ['invalid', 'bob@[127.0.0.1]'],
    ['invalid', 'bob@localhost'],
    ['invalid', 'bob@x.test\u0000'],
    ['invalid', 'bob@x\u3002test'],
    ['invalid', 'bob\uff0cevil@y.test'],
    ['invalid', `${'a'.repeat(65)}@home.test`],
    ['invalid', `${'ø'.repeat(33)}@home.test`],
    ['invalid', 'so\u0308ren@firma.dk'],
    ['several', 'søren@x.test,evil@y.test'],
    ['several', 'søren@evil.test@y.test'],
  ])('is %s: %j', (fault, raw) => {
    expect(mailAddressFault(raw)).toBe(fault)
  })

  it('is one addr-spec whatever is typed', () => {
    const unit = fc.constantFrom(
      'a',
      'b',
      '@',
      '.',
      ',',
      ';',
      ':',
      '<',
      '>',
      '"',
      '(',
      '\\',
      ' ',
      '\t',
      '\r',
      '\n',
      '\0',
      'ø',
    )
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit, maxLength: 30 }), fc.string({ unit: 'binary' })), (raw) => {
        if (mailAddressFault(raw) === null) expect(raw).toMatch(/^[^\s@<>,;:"\\()]+@[^\s@<>,;:"\\()]+$/)
      }),
      { numRuns: 5000 },
    )
  })
})

it('is compared composed and without its case', () => {
  expect(addressKey('A\u030ase.ØRE@Home.test')).toBe(addressKey('åse.øre@home.test'))
  expect(addressKey('ase@home.test')).not.toBe(addressKey('åse@home.test'))
})

it('in any alphabet stays one address when it is stored, and is compared as itself however it was composed', () => {
  const letter = fc.constantFrom(...'aøÅßжλ用ק', 'n\u0303', 'ि', 'क', 'é', "'", '-', '1', '.', '@', ',', '\u200b', '😀')
  fc.assert(
    fc.property(fc.array(letter, { minLength: 1, maxLength: 12 }), (letters) => {
      const stored = cleanText(`${letters.join('')}@home.test`)
      if (mailAddressFault(stored) !== null) return
      expect(stored.split('@')).toHaveLength(2)
      expect(cleanText(stored)).toBe(stored)
      expect(addressKey(stored.normalize('NFD'))).toBe(addressKey(stored))
    }),
    { numRuns: 3000 },
  )
})

describe('a mail server', () => {
  it.each([
    'mail',
    'mail.company.com',
    '10.0.0.7',
    '::1',
    'fe80::1',
    'xn--mller-kva.dk',
    'mail.blåbær.test',
    `${'a.'.repeat(126)}b`,
  ])('may be %s', (host) => {
    expect(checkMailHost(host)).toBe(true)
  })

  it.each([
    '',
    'http://mail.test',
    'mail.test:25',
    'mail test',
    'mail.test\n',
    '300.1.1.1',
    'a..b',
    '-a.test',
    'user@mail.test',
    `${'a.'.repeat(126)}bc`,
  ])('is never %j', (host) => {
    expect(checkMailHost(host)).toBe(false)
  })

  it('has a sender whose name is one line', () => {
    expect(checkMailName('Nordwind IT')).toBe(true)
    expect(checkMailName('Nordwind\r\nBcc: evil@y.test')).toBe(false)
    expect(checkMailName('x'.repeat(129))).toBe(false)
  })
})
