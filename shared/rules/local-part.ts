const asciiAtom = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/
const anyAtom =
  /^(?!\p{M})(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|(?![\0-\x7f\p{Default_Ignorable_Code_Point}])[\p{L}\p{M}\p{N}])+$/u

/**
 * Whether this can stand between the dots before the @ of a mail address, in letters and digits of any alphabet (RFC 6531), composed as they are stored
 * (NFC). Forms of ASCII letters are refused, such as wide ones: a mail system could take them for the letter.
 */
export function isLocalAtom(atom: string): boolean {
  if (asciiAtom.test(atom)) return true
  return anyAtom.test(atom) && atom.normalize('NFC') === atom && !hasFormOfAscii(atom)
}

function hasFormOfAscii(atom: string): boolean {
  return [...atom].some((letter) => letter > '\x7f' && /[\0-\x7f]/.test(letter.normalize('NFKC')))
}

/** The length of a text in UTF-8, in octets: mail counts the limits of addresses in them (RFC 6532, 3.4). */
export function octetsOf(text: string): number {
  let octets = 0
  for (const letter of text) octets += letter < '\x80' ? 1 : letter < '\u0800' ? 2 : letter.length === 1 ? 3 : 4
  return octets
}
