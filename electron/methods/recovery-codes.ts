import { randomBytes } from 'node:crypto'
import { recoveryCodeCount } from '../../shared/methods.ts'

/** Crockford's base 32: no I, L, O or U, so that a printed code is read back without doubt. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 50 bits: the lockout makes guessing hopeless, and a keyed hash of them needs no slow function (NIST SP 800-63B-4, look-up secrets). */
const length = 10

/** Ten new codes such as 7K3QM-0XW9D. */
export function createCodes(): readonly string[] {
  const codes = new Set<string>()
  while (codes.size < recoveryCodeCount) {
    // 256 is a multiple of 32, so that every character is as likely as any other.
    const text = [...randomBytes(length)].map((byte) => alphabet.charAt(byte & 31)).join('')
    codes.add(`${text.slice(0, 5)}-${text.slice(5)}`)
  }
  return [...codes]
}

/** A code as it was typed, without regard to case, spaces and hyphens; O counts as 0, I and L as 1. Null if it can't be a recovery code. */
export function codeMaterial(typed: string): string | null {
  const clean = typed
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(clean) ? clean : null
}
