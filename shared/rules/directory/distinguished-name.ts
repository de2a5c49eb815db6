const escaped = /["+,;<=>\\]|^[ #]| $/g
const control = /\p{Cc}/gu

/** The bytes of a control character in UTF-8 as pairs of digits; those from U+0080 on have two. */
function hexPairs(character: string): string {
  const code = character.charCodeAt(0)
  return `${code < 0x80 ? '' : '\\c2'}\\${code.toString(16).padStart(2, '0')}`
}

/** A value as it stands in a distinguished name (RFC 4514, 2.4), whatever characters it has. */
export function nameValue(value: string): string {
  return value.replace(escaped, '\\$&').replace(control, hexPairs)
}

const type = /(?:[a-z][a-z0-9-]*|\d+(?:\.\d+)+)/u.source
const text = /(?:[^"+,;<>\\\p{Cc}]|\\[ "#+,;<=>\\]|\\[0-9a-f]{2})+/u.source
const pair = `\\s*${type}\\s*=${text}`
const wholeName = new RegExp(`^${pair}(?:[+,]${pair})*$`, 'iu')

/** True for a text that can be a distinguished name (RFC 4514, 3); the hexadecimal form of a value (#04…) is none here, because nobody types it. */
export function isDistinguishedName(name: string): boolean {
  return wholeName.test(name)
}
