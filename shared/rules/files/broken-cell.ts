export type CellDamage = 'lostNumber' | 'decodedTwice' | 'lostCharacter' | 'formula'

// Excel writes numbers of twelve digits and more like this where the column is too narrow: 4.53312E+09, in other countries 4,53312E+09; other programs
// write 4.53312E9, and decimals behind a number that is a name for people: 4533122233.0.
const scientific = /^[+-]?\d(?:(?:[.,]\d+)?E[+-]\d{1,3}|[.,]\d{3,}E\d{1,3})$/i
const decimals = /^[+-]?\d{5,}[.,]0{1,2}$/
// The same among several numbers in one cell.
const severalParts = /[;/|]|,\s|\s+/
// A column that was too narrow for a number, and the errors of Excel in any of its languages: #NAME?, #VÄRDE!, #N/A, #SAKNAS!, #I/T; LibreOffice: Err:502.
const excelError = /^#(?:#{2,}|[\p{Lu}0/_]+[!?]|N\/A|N\/D|N\/V|I\/T|I\/R|NV|GETTING_DATA)$/u
const officeError = /^(?:Err|Fejl|Fel|Feil|Fehler):\d{3}$/
const formula = /^(?:\{?=(?!$)|@[A-Z]+\()/
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

/** Whether two characters are the two bytes of one letter, by what follows them: Latin letters, of which one stands among others. */
function isHalved(lead: string, second: string, next: string): boolean {
  // Șerban: no language has the letter È before these.
  if (lead === '\u00c8' && /[\u02dc\u2122\u0161\u203a]/.test(second)) return true
  if (!/[\u00c2-\u00c5]/.test(lead) || !isContinuation(second)) return false
  const isLatin = lead === '\u00c2' || lead === '\u00c3'
  if (quotes.test(second)) return isLatin && /\p{L}/u.test(next)
  if (dashes.test(second)) return isLatin && (next === '' || /\p{L}/u.test(next))
  return isLatin || !blanks.test(second)
}

const isPair = (lead: string, second: string) => /[\u00c2-\u00df]/.test(lead) && isContinuation(second)

const isPlain = (character: string) =>
  /[\p{L}«»‹›]/u.test(character) || quotes.test(character) || dashes.test(character)

/** Whether three characters are the three bytes of one letter or sign (`á»…`, `çŽ‹`, `â€™`), by what follows them: quotes after an é at the end of a word are none. */
function isInThree(lead: string, second: string, third: string, next: string): boolean {
  if (!isContinuation(second) || !isContinuation(third)) return false
  if (lead === '\u00e2') return true
  if (!/[\u00e0-\u00ef]/.test(lead) || blanks.test(second)) return false
  if (!isPlain(second) || !isPlain(third)) return true
  return /\p{L}/u.test(next) && !quotes.test(second) && !dashes.test(second)
}

// The first byte of most Latin letters and the second one, where UTF-8 was read as text of DOS (`S├╕ren`, `S├©ren`) or of old Macintosh programs (`S√∏ren`);
// and an emoji that was read as Windows-1252.
const dosSecond = 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×¢¥₧ƒáíóúñÑªº¿®⌐¬½¼¡«»░▒▓│┤ÁÂÀ©╡╢╖╕╣║╗╝╜╛┐'
const macintoshSecond = 'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø'
const otherwiseDecoded = new RegExp(`\u251c[${dosSecond}]|\u221a[${macintoshSecond}]|\u00f0\u0178`, 'u')

/**
 * True for UTF-8 that was read as another encoding (`SÃ¸ren`, `â€™`, `Ð˜Ð²Ð°Ð½`); judged without decoding the cell, because the rest of it may be whole.
 */
function isDecodedTwice(text: string): boolean {
  if (!/[^\p{ASCII}]/u.test(text)) return false
  if (otherwiseDecoded.test(text)) return true
  for (let at = 0; at + 1 < text.length; at += 1) {
    const [lead, second, third, fourth] = [0, 1, 2, 3].map((more) => text.charAt(at + more)) as [
      string,
      string,
      string,
      string,
    ]
    if (isHalved(lead, second, third) || isInThree(lead, second, third, fourth)) return true
    // Letters of Greek, Cyrillic, Hebrew and Arabic, of which a name has more than one.
    if (isPair(lead, second) && isPair(third, fourth)) return true
  }
  return false
}

function isLostNumber(cell: string): boolean {
  if (scientific.test(cell) || decimals.test(cell)) return true
  return /E[+-]?\d/i.test(cell) && cell.split(severalParts).some((part) => /^\d[.,]\d+E\+\d{2,3}$/i.test(part))
}

/** What another program did to a cell before it came here; the value that was meant is lost or has to be guessed by a person. */
export function cellDamage(cell: string): CellDamage | null {
  if (isLostNumber(cell)) return 'lostNumber'
  if (excelError.test(cell) || officeError.test(cell) || formula.test(cell)) return 'formula'
  if (cell.includes('\ufffd')) return 'lostCharacter'
  return isDecodedTwice(cell) ? 'decodedTwice' : null
}
