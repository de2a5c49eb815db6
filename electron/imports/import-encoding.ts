import type { ImportPreview } from '../../shared/imports.ts'

export type FileEncoding = ImportPreview['encoding']

export type TextDecoding = {
  /** The text of the next block; `isBroken` when a byte after that text can't belong to the encoding. */
  decode(block: Uint8Array, isLast: boolean): { readonly text: string; readonly isBroken: boolean }
  encoding(): FileEncoding
}

const marks: readonly (readonly [FileEncoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

const strict = (encoding: FileEncoding) => new TextDecoder(encoding, { fatal: true, ignoreBOM: true })

/** UTF-16 without a mark: nearly every second byte of Latin text is zero, and hardly any of the others. */
function bareUtf16(bytes: Uint8Array): FileEncoding | null {
  const zeros = [0, 0]
  for (const [at, byte] of bytes.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros.map((count) => count / Math.max(1, Math.floor(bytes.length / 2)))
  if (odd > 0.3 && even < 0.01) return 'utf-16le'
  return even > 0.3 && odd < 0.01 ? 'utf-16be' : null
}

// The codes of Nordic letters in older Macintosh and DOS programs are signs that Windows-1252 never has inside a word, at its end or at its beginning.
const foreignInside = /(?<=\p{L})[ŒŠ¾¿†„›”‘](?=\p{Ll})/gu
const foreignAtEdge = /(?<=\p{L})[¾¿†„](?!\p{L})|(?<!\p{L})[¯™®](?=\p{Ll})/gu
/** The ö of DOS at the end of a word (`Malm”`), unless a quotation opens somewhere. */
const closing = /(?<=\p{Ll})”(?!\p{L})/gu
const opening = /[“”„](?=\p{L})/gu

/** True for text of older Macintosh and DOS programs. */
function isOtherAnsi(bytes: Uint8Array): boolean {
  const text = new TextDecoder('windows-1252').decode(bytes)
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  const foreign = count(foreignInside) + count(foreignAtEdge) + Math.max(0, count(closing) - count(opening))
  return foreign > count(/[æøåäöéü]/giu)
}

/**
 * Null while all bytes are ASCII. Damaged UTF-8 and unknown eight-bit text count as UTF-8, which then refuses them: read as Windows-1252 they
 * would garble names unnoticed.
 */
function utf8OrWindows(bytes: Uint8Array, isLast: boolean): FileEncoding | null {
  try {
    const text = strict('utf-8').decode(bytes, { stream: !isLast })
    return /[^\p{ASCII}]/u.test(text) ? 'utf-8' : null
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes, { stream: !isLast })
    const broken = text.split('\ufffd').length - 1
    const whole = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0
    return (whole > 0 && whole >= broken) || isOtherAnsi(bytes) ? 'utf-8' : 'windows-1252'
  }
}

/** How many bytes at the end begin a character that the next block completes. */
function openBytes(bytes: Uint8Array, encoding: FileEncoding): number {
  if (encoding === 'windows-1252') return 0
  if (encoding === 'utf-8') {
    for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
      const byte = bytes[bytes.length - back] ?? 0
      if (byte >= 0x80 && byte < 0xc0) continue
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
      return needed > back ? back : 0
    }
    return 0
  }
  const odd = bytes.length % 2
  const high = bytes[bytes.length - odd - (encoding === 'utf-16le' ? 1 : 2)] ?? 0
  return high >= 0xd8 && high < 0xdc ? odd + 2 : odd
}

/** The text before the first byte that breaks the encoding, so that the fault can name its line. */
function textBeforeFault(bytes: Uint8Array, encoding: FileEncoding): string {
  let good = 0
  let bad = bytes.length
  let text = ''
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    try {
      text = strict(encoding).decode(bytes.subarray(0, middle), { stream: true })
      good = middle
    } catch {
      bad = middle
    }
  }
  return text
}

/**
 * Decodes a file that comes in blocks and finds out how it is written: by its mark, as bare UTF-16, else UTF-8 or Windows-1252 by the
 * first block that holds anything but ASCII. Never replaces a byte silently.
 */
export function createTextDecoding(): TextDecoding {
  let encoding: FileEncoding = 'utf-8'
  let isDecided = false
  let isStarted = false
  let open: Uint8Array = new Uint8Array(0)

  function decide(bytes: Uint8Array, isLast: boolean): Uint8Array {
    const mark = isStarted ? undefined : marks.find(([, signs]) => signs.every((sign, at) => bytes[at] === sign))
    const found = mark?.[0] ?? (isStarted ? null : bareUtf16(bytes)) ?? utf8OrWindows(bytes, isLast)
    isStarted = true
    isDecided = found !== null
    encoding = found ?? encoding
    return bytes.subarray(mark?.[1].length ?? 0)
  }

  function decode(block: Uint8Array, isLast: boolean) {
    const joined = open.length === 0 ? block : Buffer.concat([open, block])
    const bytes = isDecided ? joined : decide(joined, isLast)
    const end = isLast ? bytes.length : bytes.length - openBytes(bytes, encoding)
    const whole = bytes.subarray(0, end)
    // Copied, because the caller uses the same memory for the next block.
    open = Uint8Array.from(bytes.subarray(end))
    try {
      return { text: strict(encoding).decode(whole), isBroken: false }
    } catch {
      return { text: textBeforeFault(whole, encoding), isBroken: true }
    }
  }
  return { decode, encoding: () => encoding }
}
