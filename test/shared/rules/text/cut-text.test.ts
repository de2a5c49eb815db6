import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutText, firstCharacter } from '../../../../shared/rules/text/cut-text.ts'

it.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc'],
  ['ab😀', 3, 'ab'],
  ['ab👩‍💻c', 6, 'ab'],
  ['abe\u0301', 3, 'ab'],
  ['🇩🇰🇸🇪', 6, '🇩🇰'],
  ['abc', 0, ''],
])('%j in %i is %j', (text, longest, cut) => {
  expect(cutText(text, longest)).toBe(cut)
})

it('begins with a whole character', () => {
  expect(['', 'abc', 'e\u0301a', 'हिना', '👩‍💻x', '🇩🇰🇸🇪'].map(firstCharacter)).toEqual([
    ...['', 'a', 'e\u0301', 'हि', '👩‍💻', '🇩🇰'],
  ])
})

it('is a beginning of the text that ends with a whole character, and as long as it can be', () => {
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat({ max: 60 }), (text, longest) => {
      const cut = cutText(text, longest)
      const whole = [...graphemes.segment(text)].map(({ segment }) => segment)
      let expected = ''
      for (const one of whole) {
        if (expected.length + one.length > longest) break
        expected += one
      }
      expect(cut).toBe(expected)
    }),
  )
})
