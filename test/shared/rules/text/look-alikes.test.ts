import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { departmentKey, groupNameKey } from '../../../../shared/rules/groups.ts'
import { foldText } from '../../../../shared/rules/text/fold.ts'
import { cleanText, foldLookAlikes, trimInvisible } from '../../../../shared/rules/text/look-alikes.ts'

describe('a text that is stored', () => {
  it.each([
    ['Fo\u0308rsa\u0308ljning', 'Försäljning'],
    ['Försäljning\u200b', 'Försäljning'],
    ['\ufeff\u2060 Anna\u00ad\u00a0', 'Anna'],
    ['\u202aAnna\u202c', 'Anna'],
    ['\u3000王小明\u3000', '王小明'],
    ['\u200b\u200d\u2063 \u00ad\u3164\ufe0f', ''],
    ['\u2800\u2800', ''],
    ['\u{e0041}Anna\u{e0041}', 'Anna'],
    ['😀 ', '😀'],
    ['', ''],
  ])('%j is %j', (typed, stored) => expect(cleanText(typed)).toBe(stored))

  it('keeps the joiners inside, which are part of emoji and of words', () => {
    expect(cleanText('👩‍💻 می‌خواهم')).toBe('👩‍💻 می‌خواهم')
  })

  it('is the same when it is cleaned again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => cleanText(cleanText(text)) === cleanText(text)))
  })

  // A pattern that tries each run of blanks anew would take 10^10 steps for the longest of these, and the test would never end.
  it.each([1_000, 30_000, 200_000])('takes as many steps as it has characters: %i blanks inside', (length) => {
    for (const blank of [' ', '\u00a0', '\u200b', '\u{e0041}']) {
      const inside = `a${blank.repeat(length)}b`
      expect(trimInvisible(`${blank}${inside}${blank}`)).toBe(inside)
      expect(trimInvisible(blank.repeat(length))).toBe('')
    }
  })
})

/** Texts that nobody tells apart, or writes differently on another keyboard. */
const same: readonly (readonly string[])[] = [
  ['Försäljning', 'Fo\u0308rsa\u0308ljning', 'För\u00adsäljning', 'Försälj\u200bning\u200d', '\ufeffFörsäljning '],
  ["O'Brien", 'O’Brien', 'O‘Brien', 'O´Brien', 'O`Brien', 'OʼBrien', 'O′Brien', 'O＇Brien'],
  ['Jean-Luc', 'Jean‐Luc', 'Jean‑Luc', 'Jean–Luc', 'Jean—Luc', 'Jean−Luc', 'Jean﹣Luc', 'Jean－Luc'],
  ['Salg "Nord"', 'Salg “Nord”', 'Salg „Nord“', 'Salg »Nord«', 'Salg ”Nord”', 'Salg ＂Nord＂'],
  ['IT og drift', 'IT\u00a0og\u2003drift', 'IT  og drift', 'IT\tog\u202fdrift'],
]

it.each(same)('%s is one text, however it is typed', (...texts) => {
  for (const key of [foldLookAlikes, departmentKey, groupNameKey]) expect(new Set(texts.map(key)).size).toBe(1)
  for (const text of texts.filter((one) => !/\s\s|[^\S ]/.test(one.trim()))) {
    expect(foldText(text).trim()).toBe(foldText(texts[0] ?? ''))
  }
})

it('keeps apart what people tell apart', () => {
  expect(new Set(['A-B', 'A B', 'AB', "A'B", 'A"B', 'A.B', 'A_B'].map(foldLookAlikes)).size).toBe(7)
})
