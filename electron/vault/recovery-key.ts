import { randomBytes } from 'node:crypto'
import { cleanRecoveryKey } from '../../shared/rules/recovery-key.ts'

/** Crockford's base 32: no I, L, O or U, so that a printed key is read back without doubt. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A new recovery key: 160 random bits as eight groups of four characters. */
export function createRecoveryKey(): string {
  let bits = 0
  let value = 0
  let text = ''
  for (const byte of randomBytes(20)) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet.charAt((value >> bits) & 31)
    }
    value &= (1 << bits) - 1
  }
  return text.replace(/(.{4})(?=.)/g, '$1-')
}

/** The key material of a typed recovery key, without regard to case, spaces and dashes; O counts as 0, I and L as 1. Null if it can't be one. */
export function recoveryKeyMaterial(typed: string): Buffer | null {
  const clean = cleanRecoveryKey(typed)
  return /^[0-9A-HJKMNP-TV-Z]{32}$/.test(clean) ? Buffer.from(clean, 'ascii') : null
}
