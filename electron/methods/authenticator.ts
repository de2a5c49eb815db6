import { randomBytes, timingSafeEqual } from 'node:crypto'
import { HOTP, Secret, TOTP } from 'otpauth'
import { cutText } from '../../shared/rules/text/cut-text.ts'

/** What every authenticator app understands (RFC 6238: SHA-1, 30 seconds; RFC 4226: six digits). */
const shape = { algorithm: 'SHA1', digits: 6 } as const
const period = 30
/** A code is also accepted one step early or late, because clocks differ and people type slowly (RFC 6238, 5.2). */
const windowSteps = 1
/** RFC 4226, 4, R6: 160 bits. */
const seedBytes = 20

/** A new seed in the base 32 that apps take as text. */
export function createSeed(): string {
  return secretOf(randomBytes(seedBytes)).base32
}

function secretOf(bytes: Buffer): Secret {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer })
}

/** The longest name of the app in the QR code, in units of UTF-16: phones show no more. */
const longestIssuer = 40
/**
 * Its longest form in the address, in ASCII characters: it stands there twice, and with the longest user name the code must still fit the narrowest page
 * with modules of four pixels. That is a code of 89 modules (ISO/IEC 18004, version 18), which holds 718 characters.
 */
const longestEncodedIssuer = 180

/** The organisation as apps show it, cut between characters. A colon is removed from its name, because apps split the label at it. */
function issuerOf(organisation: string): string {
  const name = `Keydesk ${organisation}`.replace(/\s*:\s*/g, ' ')
  for (let longest = longestIssuer; ; longest -= 1) {
    const issuer = cutText(name, longest).trim()
    if (encodeURIComponent(issuer).length <= longestEncodedIssuer) return issuer
  }
}

/** The address behind the QR code. */
export function authenticatorUri(seed: string, organisation: string, username: string): string {
  const issuer = issuerOf(organisation)
  return new TOTP({ ...shape, period, issuer, label: username, secret: Secret.fromBase32(seed) }).toString()
}

/** The number of the 30-second step that contains a moment. */
export function stepAt(now: number): number {
  return Math.floor(now / 1000 / period)
}

/**
 * The step that a code belongs to; null if it belongs to none around now, or to one that is not after `lastStep`. All steps are compared, in
 * constant time. After a clock was set back, used steps stay used: until the clock has caught up, only a recovery code works.
 */
export function acceptedStep(seed: string, code: string, now: number, lastStep: number): number | null {
  const secret = Secret.fromBase32(seed)
  const given = Buffer.from(code.padEnd(shape.digits).slice(0, shape.digits))
  let found: number | null = null
  for (let step = stepAt(now) - windowSteps; step <= stepAt(now) + windowSteps; step += 1) {
    if (step < 0) continue
    const right = Buffer.from(HOTP.generate({ ...shape, secret, counter: step }))
    const isSame = given.length === right.length && timingSafeEqual(given, right)
    if (isSame && code.length === shape.digits && step > lastStep) found ??= step
  }
  return found
}
