import { nameValue } from '../../../shared/rules/directory/distinguished-name.ts'

/** One pair of a name: its type, and its value with whatever escapes it has. */
const pair = /^\s*([^=\s]+)\s*=((?:[^\\]|\\[\s\S])*)$/u

/**
 * A distinguished name in the one form in which names are compared: entries and those who name them may write case, blanks and escapes in
 * different ways (RFC 4514; RFC 4518, 2). Null for what is no name.
 */
export function canonicalName(name: string): string | null {
  const parts = splitAt(name, /[,;]/).map((part) => {
    const pairs = splitAt(part, /\+/).map(canonicalPair)
    return pairs.some((one) => one === null) ? null : pairs.sort().join('+')
  })
  return parts.some((part) => part === null) ? null : parts.join(',')
}

function canonicalPair(text: string): string | null {
  const [, type, value] = pair.exec(text) ?? []
  if (type === undefined || value === undefined) return null
  return `${type.toLowerCase()}=${nameValue(folded(plain(trimmed(value))))}`
}

/** Cuts at separators that no backslash escapes. */
function splitAt(text: string, separator: RegExp): readonly string[] {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] as string
    if (character === '\\') at += 1
    else if (separator.test(character)) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)]
}

/** Without the blanks around a value; an escaped blank at its end belongs to it, because its backslash must escape something. */
function trimmed(value: string): string {
  const text = value.trim()
  return /(?:^|[^\\])(?:\\\\)*\\$/.test(text) ? `${text} ` : text
}

const escapes = /(?:\\[0-9a-f]{2})+|\\([\s\S])/giu

/** A value without its escapes: a character after a backslash, or the bytes of UTF-8 as pairs of digits. */
function plain(value: string): string {
  return value.replace(escapes, (escaped, character: string | undefined) =>
    character === undefined ? Buffer.from(escaped.replaceAll('\\', ''), 'hex').toString('utf8') : character,
  )
}

const folded = (value: string) => value.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
