export type CellDamage = 'lostNumber' | 'decodedTwice' | 'lostCharacter' | 'formula'

// Excel writes numbers of twelve digits and more like this where the column is too narrow: 4.53312E+09, in other countries 4,53312E+09.
const scientific = /^[+-]?\d(?:[.,]\d+)?E[+-]\d{1,3}$/i
// A column that was too narrow for a number, and the errors of Excel in any of its languages: #NAME?, #VÄRDE!, #N/A, #SAKNAS!, #I/T.
const excelError = /^#(?:#{3,}|[\p{Lu}0/]+[!?]|N\/A|N\/D|I\/T)$/u
const formula = /^(?:=(?!$)|@[A-Z]+\()/
/** The bytes of 0x80 to 0x9f that are characters in Windows-1252, by the character. */
const windowsBytes: ReadonlyMap<string, number> = new Map(
  [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'].map((character, at) => [character, 0x80 + at]),
)
// Signs that honest text has after a capital letter; as halves of a letter they stand inside a word or at its end.
const quotes = /[‘’“”]/
const dashes = /[–—…•]/
const blanks = /[\u00a0\u00ad]/

function byteOf(character: string): number | null {
  const code = character.charCodeAt(0)
  if (code >= 0xa0 && code <= 0xff) return code
  return windowsBytes.get(character) ?? null
}

const isContinuation = (character: string) => {
  const byte = byteOf(character)
  return byte !== null && byte >= 0x80 && byte <= 0xbf
}

/** Whether two characters are the two bytes of one letter, by what follows them. */
function isHalved(lead: string, second: string, next: string): boolean {
  if (!/[\u00c2-\u00c5]/.test(lead) || !isContinuation(second)) return false
  const isLatin = lead === '\u00c2' || lead === '\u00c3'
  if (quotes.test(second)) return isLatin && /\p{L}/u.test(next)
  if (dashes.test(second)) return isLatin && (next === '' || /\p{L}/u.test(next))
  return isLatin || !blanks.test(second)
}

/** True for UTF-8 that was read as Windows-1252 (`SÃ¸ren`, `â€™`); judged without decoding the cell, because the rest of it may be whole. */
function isDecodedTwice(text: string): boolean {
  for (let at = 0; at + 1 < text.length; at += 1) {
    const [lead, second, third] = [text.charAt(at), text.charAt(at + 1), text.charAt(at + 2)]
    if (isHalved(lead, second, third)) return true
    if (lead === '\u00e2' && isContinuation(second) && isContinuation(third)) return true
  }
  return false
}

/** What another program did to a cell before it came here; the value that was meant is lost or has to be guessed by a person. */
export function cellDamage(cell: string): CellDamage | null {
  if (scientific.test(cell)) return 'lostNumber'
  if (excelError.test(cell) || formula.test(cell)) return 'formula'
  if (cell.includes('\ufffd')) return 'lostCharacter'
  return isDecodedTwice(cell) ? 'decodedTwice' : null
}
