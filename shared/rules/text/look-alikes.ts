// Characters that nobody sees: zero widths, soft hyphens, direction marks, selectors of shapes.
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/u
const space = /[\p{Z}\s]/u
const apostrophes = "'`´‘’‚‛′ʹʻʼʽˈ＇‵"
const quotationMarks = '"“”„‟″«»‹›〝〞＂'
// Dashes of all lengths are \p{Pd}; these only look like them.
const hyphens = '−⁃˗➖'

const edge = String.raw`[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Z}\s]`
const edges = new RegExp(`^${edge}+|${edge}+$`, 'gu')

/** Without invisible characters and blanks at its ends, and otherwise as it is: composing would turn some look-alikes into ASCII letters. */
export function trimInvisible(text: string): string {
  return text.replace(edges, '')
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
