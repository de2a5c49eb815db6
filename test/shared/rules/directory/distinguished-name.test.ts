import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDistinguishedName, nameValue } from '../../../../shared/rules/directory/distinguished-name.ts'

describe('a value in a distinguished name', () => {
  it.each([
    ['anna', 'anna'],
    ['Krog, Ida', 'Krog\\, Ida'],
    ['a,dc=evil', 'a\\,dc\\=evil'],
    [' #x ', '\\ #x\\ '],
    ['#x', '\\#x'],
    [' ', '\\ '],
    ['a\nb', 'a\\0ab'],
    ['a"+;<>\\', 'a\\"\\+\\;\\<\\>\\\\'],
  ])('%j stands as %j', (value, written) => {
    expect(nameValue(value)).toBe(written)
  })

  it('never begins another part, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
        const name = `uid=${nameValue(value)},dc=keydesk,dc=test`
        expect(isDistinguishedName(name)).toBe(true)
        // Every comma and equals sign of the value is taken.
        expect(name.replace(/\\./g, '').split(/[,=]/)).toHaveLength(6)
      }),
    )
  })
})

describe('a distinguished name', () => {
  it.each([
    'dc=keydesk,dc=test',
    'ou=people, dc=keydesk, dc=test',
    'CN=Users,DC=nordwind,DC=test',
    'cn=Krog\\, Ida+uid=ida,o=x',
    'cn=a\\2cb,o=x',
    '2.5.4.3=x',
  ])('is %j', (name) => {
    expect(isDistinguishedName(name)).toBe(true)
  })

  it.each(['', 'keydesk', 'dc=', 'dc=x,', ',dc=x', 'dc=a"b', 'dc=x\ndn: dc=y', 'dc=a\\', '=x', 'dc=x;dc=y'])(
    'is not %j',
    (name) => {
      expect(isDistinguishedName(name)).toBe(false)
    },
  )
})
