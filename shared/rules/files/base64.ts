const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The bytes of a text in UTF-8 (RFC 3629). Half of a character is written as the sign for what is unknown. */
function utf8(text: string): readonly number[] {
  return [...text].flatMap((character) => {
    const found = character.codePointAt(0) ?? 0
    const code = found >= 0xd800 && found <= 0xdfff ? 0xfffd : found
    const last = (shift: number) => 0x80 | ((code >> shift) & 0x3f)
    if (code < 0x80) return [code]
    if (code < 0x800) return [0xc0 | (code >> 6), last(0)]
    if (code < 0x10000) return [0xe0 | (code >> 12), last(6), last(0)]
    return [0xf0 | (code >> 18), last(12), last(6), last(0)]
  })
}

/** A text as base64 of its UTF-8 (RFC 4648, 4); written here, because neither Node nor the browser is known in these files. */
export function base64Of(text: string): string {
  const bytes = utf8(text)
  let written = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two = 0, three = 0] = bytes.slice(at, at + 3)
    const all = (one << 16) | (two << 8) | three
    const four = [18, 12, 6, 0].map((shift) => digits.charAt((all >> shift) & 0x3f))
    const has = Math.min(3, bytes.length - at)
    written += four.slice(0, has + 1).join('') + '='.repeat(3 - has)
  }
  return written
}
