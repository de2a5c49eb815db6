// Characters that nobody sees: zero widths, soft hyphens, direction marks, selectors of shapes.
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/u
// Braille's cell without dots is a symbol for Unicode and a blank for people.
const space = /[\p{Z}\s\u2800]/u
const apostrophes = "'`´‘’‚‛′ʹʻʼʽˈ＇‵"
const quotationMarks = '"“”„‟″«»‹›〝〞＂'
// Dashes of all lengths are \p{Pd}; these only look like them.
const hyphens = '−⁃˗➖'

const isEdge = (text: string, at: number) => {
  const code = text.codePointAt(at) ?? 0
  if (code > 0x20 && code < 0x7f) return false
  const character = String.fromCodePoint(code)
  return space.test(character) || invisible.test(character)
}

/** Where the character begins that ends right before `end`: halves of a pair belong together. */
function beforeEnd(text: string, end: number): number {
  return end > 1 && (text.codePointAt(end - 2) ?? 0) > 0xffff ? end - 2 : end - 1
}

/**
 * Without invisible characters and blanks at its ends, and otherwise as it is: composing would turn some look-alikes into ASCII letters. Looks at each
 * character once, because a pattern that ends in `+$` tries every run of blanks inside again and again.
 */
export function trimInvisible(text: string): string {
  let start = 0
  while (start < text.length && isEdge(text, start)) start += (text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1
  let end = text.length
  while (end > start && isEdge(text, beforeEnd(text, end))) end = beforeEnd(text, end)
  return text.slice(start, end)
}

/**
 * A text as it is stored: composed (NFC) and without invisible characters and blanks at its ends; empty where nobody would see anything. Invisible
 * characters inside stay: joiners are part of emoji and of Persian and Indic words.
 */
export function cleanText(text: string): string {
  return trimInvisible(text.normalize('NFC'))
}

/** What a character is compared as: all apostrophes are one, all quotation marks, all dashes and hyphens, all blanks; invisible ones do not count. */
export function lookAlike(character: string): string {
  if (space.test(character)) return ' '
  if (invisible.test(character)) return ''
  if (apostrophes.includes(character)) return "'"
  if (quotationMarks.includes(character)) return '"'
  if (hyphens.includes(character) || /\p{Pd}/u.test(character)) return '-'
  return character
}

const special = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Z}\p{P}\p{S}\p{Lm}\s]/gu

/** A text without the differences that nobody sees or means, with single blanks and without any at its ends. */
export function foldLookAlikes(text: string): string {
  return text.normalize('NFC').replace(special, lookAlike).replace(/ {2,}/g, ' ').trim()
}
