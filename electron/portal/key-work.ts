/** The most rounds of hashing that opening a file may need, about 0.2 s of work; programs write 2,000 to 100,000 (OpenSSL 2,048, Windows 2,000). */
export const maximumRounds = 400_000

type Element = { readonly tag: number; readonly start: number; readonly end: number; readonly next: number }

/**
 * One element of BER (X.690) at an offset; null if there is none. An element of indefinite length is taken to reach to `limit`: its contents
 * end where no further element can be read.
 */
function elementAt(bytes: Uint8Array, at: number, limit: number): Element | null {
  const [tag, first] = [bytes[at], bytes[at + 1]]
  if (tag === undefined || first === undefined || at + 2 > limit || (tag & 0x1f) === 0x1f) return null
  if (first === 0x80) return { tag, start: at + 2, end: limit, next: limit }
  const longBytes = first < 0x80 ? 0 : first & 0x7f
  if (longBytes > 4) return null
  let length = longBytes === 0 ? first : 0
  for (let index = 0; index < longBytes; index += 1) length = length * 256 + (bytes[at + 2 + index] ?? 0)
  const start = at + 2 + longBytes
  return start + length > limit ? null : { tag, start, end: start + length, next: start + length }
}

const isConstructed = (tag: number) => (tag & 0x20) !== 0
const octetString = 0x04
const integer = 0x02
const objectIdentifier = 0x06

type Found = Element & { readonly before: Element | null }

/** Every element of a file in BER, the contents of octet strings among them, as far as it can be read. */
function* elementsWithin(bytes: Uint8Array, from: number, limit: number, depth: number): Generator<Found> {
  if (depth > 24) return
  let before: Element | null = null
  for (let at = from; at < limit; ) {
    const element = elementAt(bytes, at, limit)
    if (element === null) return
    yield { ...element, before }
    const { tag, start, end, next } = element
    if (isConstructed(tag) || tag === octetString) yield* elementsWithin(bytes, start, end, depth + 1)
    before = element
    at = next
  }
}

/**
 * How many rounds of hashing a PFX or an encrypted key demands in all: each number after a salt (RFC 7292, MacData; RFC 8018, PBKDF2 and
 * PBES1). The maker of a file chooses these numbers, and the rounds are computed before a wrong passphrase is noticed.
 */
export function roundsOf(bytes: Uint8Array): number {
  let rounds = 0
  for (const { tag, start, end, before } of elementsWithin(bytes, 0, bytes.length, 0)) {
    if (tag === integer && before?.tag === octetString && end - start <= 6)
      rounds += numberOf(bytes.subarray(start, end))
  }
  return rounds
}

/**
 * The names of ciphers with RC2, RC4 and DES (RFC 7292, appendix C; RFC 8018, appendix A), as the bytes of their identifiers. Electron's
 * library opens some of them and Node's opens none, so that a portal set up in the window could not open in the browser door.
 */
const oldCiphers = new Set([
  ...['01', '02', '05', '06'].map((last) => `2a864886f70d010c01${last}`),
  ...['01', '03', '04', '06', '0a', '0b'].map((last) => `2a864886f70d0105${last}`),
  ...['2a864886f70d0302', '2a864886f70d0304', '2b0e030207'],
])

/** True for a PFX or an encrypted key with a cipher that only old programs still use. */
export function hasOldCipher(bytes: Uint8Array): boolean {
  for (const { tag, start, end } of elementsWithin(bytes, 0, bytes.length, 0)) {
    const isOld = tag === objectIdentifier && oldCiphers.has(Buffer.from(bytes.subarray(start, end)).toString('hex'))
    if (isOld) return true
  }
  return false
}

function numberOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0)
}

/** The bytes of each block of a text in PEM (RFC 7468). */
export function blocksOfPem(text: string): readonly Uint8Array[] {
  const blocks = text.matchAll(/-----BEGIN [^-]+-----([^-]*)-----END/g)
  return [...blocks].map(([, body = '']) => Buffer.from(body, 'base64'))
}
