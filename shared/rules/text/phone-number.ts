import { languageFacts, languages } from '../../languages.ts'
import { lookAlike } from './look-alikes.ts'

// No code of a country begins with 0: who writes +0045 has written + and 00.
const international = /^(?:\+|00)0*(\d+)$/
/** Countries whose numbers never begin with 0 when they are called from abroad, so that `+46 070 …` has its trunk 0 too. */
const withoutTrunk = new RegExp(
  `^(${languages.flatMap((language) => languageFacts[language].callingCode?.slice(1) ?? []).join('|')})0+`,
)

/** The value of a decimal digit of any script (`٤`, `４`) as an ASCII one. */
function asciiDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0
  // Unicode keeps the ten digits of a script together, and each run begins at a digit zero.
  let zero = code
  while (code - zero < 10 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String(code - zero)
}

const beyondAscii = /[^\0-\x7f]/
const numberLike = /^[( ]*\+?[\d ()./-]+$/
/** What numberLike takes, before anything is made equal in it. */
const numberLikeInAscii = /^\s*(?:tel:)?[([\s]*\+?[\d\s()[\]./-]+$/i

/** The text in ASCII digits, with what only looks different made equal. */
function plainText(typed: string): string {
  const plain = [...typed.normalize('NFKC')].map((character) =>
    /\p{Nd}/u.test(character) ? asciiDigit(character) : lookAlike(character),
  )
  return plain.join('')
}

/**
 * A phone number in the one form in which it is searched and sent: `+` and digits (ITU-T E.123), or digits alone where it names no country. `00` is `+`, and
 * the `(0)` that is dialled only inside the country goes, and so does `tel:` (RFC 3966). Null for what is no number, such as one with an extension.
 */
export function phoneNumber(typed: string): string | null {
  const isAscii = !beyondAscii.test(typed)
  // Nearly every text that is looked at is a name in ASCII: a hundred thousand of them at the start.
  if (isAscii && !numberLikeInAscii.test(typed)) return null
  const text = (isAscii ? typed.replace(/\s/g, ' ') : plainText(typed))
    .trim()
    .replace(/^tel:/i, '')
    .replaceAll('[', '(')
    .replaceAll(']', ')')
  if (!numberLike.test(text)) return null
  const isAbroad = /^(?:\+|00)/.test(text.replace(/[^\d+]/g, ''))
  const digits = (isAbroad ? text.replace(/\( *0 *\)/, '') : text).replace(/[^\d+]/g, '')
  const [, number] = international.exec(digits) ?? []
  return number === undefined ? digits || null : `+${number.replace(withoutTrunk, '$1')}`
}
