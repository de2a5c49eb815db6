import { createHash, timingSafeEqual } from 'node:crypto'

/** The salted and unsalted hashes of RFC 2307 and its successors, as OpenLDAP and 389 Directory Server write them. */
const schemes: Readonly<Record<string, { readonly algorithm: string; readonly length: number }>> = {
  SHA: { algorithm: 'sha1', length: 20 },
  SSHA: { algorithm: 'sha1', length: 20 },
  SHA256: { algorithm: 'sha256', length: 32 },
  SSHA256: { algorithm: 'sha256', length: 32 },
  SHA384: { algorithm: 'sha384', length: 48 },
  SSHA384: { algorithm: 'sha384', length: 48 },
  SHA512: { algorithm: 'sha512', length: 64 },
  SSHA512: { algorithm: 'sha512', length: 64 },
}

/**
 * Whether one of the stored values of `userPassword` is the hash of a password; null where that can't be said, because none can be read or a
 * hash is of another kind.
 */
export function isHashOf(stored: readonly string[], password: string): boolean | null {
  const answers = stored.map((value) => compare(value, password))
  if (answers.includes(true)) return true
  return answers.length === 0 || answers.includes(null) ? null : false
}

function compare(value: string, password: string): boolean | null {
  const [, name, text] = /^\{([\w-]+)\}([\w+/]+=*)$/.exec(value) ?? []
  const scheme = schemes[name?.toUpperCase() ?? '']
  if (scheme === undefined || text === undefined) return null
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length < scheme.length) return null
  const [hash, salt] = [bytes.subarray(0, scheme.length), bytes.subarray(scheme.length)]
  return timingSafeEqual(createHash(scheme.algorithm).update(password).update(salt).digest(), hash)
}
