import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isLocalAtom, octetsOf } from '../../../shared/rules/local-part.ts'

it.each([
  'søren',
  'bäckström',
  'чехов',
  'δοκιμή',
  '用户',
  'ユーザー',
  '사용자',
  'उदाहरण',
  'น้ำใจ',
  'נועה',
  'سعيد',
  "o'neil+x",
  'é1',
])('%s may stand before the @', (atom) => {
  expect(isLocalAtom(atom)).toBe(true)
})

it.each([
  ...[
    '',
    'a b',
    'a.b',
    'a@b',
    'a,b',
    'ø,b',
    'ø b',
    'ø"',
    'ø(x)',
    'ø\\',
    'ø<x>',
    'ø;',
    'ø:',
    'ø\u0000',
    'ø\r',
    'ø\u2028',
  ],
  // Not composed, beginning with an accent, invisible, half a character, a symbol.
  ...['so\u0308ren', '\u0301ren', 'ø\u200b', 'ø\u00ad', 'ø\u034f', '\u3164', 'ø\ufe0f', 'ø\ud83d', 'ø😀', 'ø\u3000'],
  // Forms of ASCII letters and signs.
  ...['ａnna', '\u212a', 'ﬁ', 'x²', 'ª', '①', 'ø，b', 'ø＠b', 'ø\uff0eb', 'ø。b'],
])('%j may not', (atom) => {
  expect(isLocalAtom(atom)).toBe(false)
})

it('no letter of an atom turns into a sign of the syntax of mail, however it is normalised', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }), (text) => {
      if (!isLocalAtom(text)) return
      for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'] as const)
        expect(text.normalize(form)).not.toMatch(/[\s@<>,;:"\\()[\].\p{Cc}]/u)
      expect(text.normalize('NFC')).toBe(text)
    }),
    { numRuns: 20_000 },
  )
})

it('octets are those of UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(octetsOf(text)).toBe(Buffer.byteLength(text))
    }),
  )
})
