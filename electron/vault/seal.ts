import { type CipherKey, createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** The version of the sealing scheme, the first byte of every sealed value. */
const version = 1

/** A 256-bit key for one purpose, derived from the master key (HKDF-SHA-256, RFC 5869). */
export function deriveKey(master: Uint8Array, purpose: string, salt: Uint8Array = new Uint8Array(0)): Buffer {
  return Buffer.from(hkdfSync('sha256', master, salt, `keydesk ${purpose}`, 32))
}

/** Seals a value with AES-256-GCM; purpose and record are associated data, so that a sealed value opens only where it belongs. */
export function seal(key: CipherKey, plain: Uint8Array, purpose: string, record: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(associatedData(purpose, record))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), sealed])
}

/** Opens a sealed value; null when the key, the purpose or the record differs, or the value was changed. */
export function unseal(key: CipherKey, sealed: Uint8Array, purpose: string, record: string): Buffer | null {
  const bytes = Buffer.from(sealed)
  if (bytes.length < 29 || bytes[0] !== version) return null
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13))
  decipher.setAAD(associatedData(purpose, record))
  decipher.setAuthTag(bytes.subarray(13, 29))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()])
  } catch {
    return null
  }
}

function associatedData(purpose: string, record: string): Buffer {
  return Buffer.from(JSON.stringify(['keydesk', version, purpose, record]))
}
