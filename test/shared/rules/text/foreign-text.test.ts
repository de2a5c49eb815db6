import { expect, it } from 'vitest'
import { foreignText } from '../../../../shared/rules/text/foreign-text.ts'

it.each([
  ['Anna Møller', 'Anna Møller'],
  ['  Anna\tB\u0000\u001b[2J\r\nC ', 'Anna B [2J C'],
  ['a\u202eb\u2066c\u2028d\ud800e', 'a b c d e'],
  ['\u200b\u00ad\u2060', ''],
  ['A\u030angstro\u0308m', 'Ångström'],
])('text from elsewhere is stored in one line, without what steers a screen: %j', (text, stored) => {
  expect(foreignText(text, 64)).toBe(stored)
})

it('ends with a whole character, and no more of a long text is looked at than is needed', () => {
  expect(foreignText(`${'a'.repeat(63)}👩‍👩‍👧`, 64)).toBe('a'.repeat(63))
  expect(foreignText('å'.repeat(5_000_000), 64)).toBe('å'.repeat(64))
})
