import { randomBytes, timingSafeEqual } from 'node:crypto'
import { HOTP, Secret, TOTP } from 'otpauth'
import { cutText } from '../../shared/rules/cut-text.ts'

/** What every authenticator app understands (RFC 6238: SHA-1, 30 seconds; RFC 4226: six digits). */
const shape = { algorithm: 'SHA1', digits: 6 } as const
const period = 30
/** A code may be one step early or late, for clocks that differ and fingers that are slow (RFC 6238, 5.2). */
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

/** The longest name of the app in the QR code, in units of UTF-16: any name fits the code then, and phones show no more. */
const longestIssuer = 40

/** The address behind the QR code. A colon would part the name of the app from the user name at the wrong place. */
export function authenticatorUri(seed: string, organisation: string, username: string): string {
  const issuer = cutText(`Keydesk ${organisation}`.replace(/\s*:\s*/g, ' '), longestIssuer).trim()
  return new TOTP({ ...shape, period, issuer, label: username, secret: Secret.fromBase32(seed) }).toString()
}

/** The number of a moment's step of 30 seconds. */
export function stepAt(now: number): number {
  return Math.floor(now / 1000 / period)
}

/**
 * The step that a code belongs to, null if it is none of those around now or one that is not after `lastStep`. All of them are compared, in constant
 * time. After a clock was set back, used steps stay used: until it has caught up, only a recovery code works.
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
