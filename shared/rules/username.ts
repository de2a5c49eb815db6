export type UsernameFault = 'missing' | 'usernameInvalid' | 'usernameNoAt' | 'usernameDotBeforeAt' | 'usernameTooLong'
export type UsernameLimits = 'entra' | 'import'

// The most characters in all, before the @ and after it. Microsoft's import page gives tighter limits than its policy for sign-in names.
const limitsOf = {
  entra: { total: 113, local: 64, domain: 48 },
  import: { total: 79, local: 50, domain: 48 },
} as const

const localPart = /^[A-Za-z0-9'.\-_!#^~]+$/
const domainLabel = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/

/** Microsoft's rules for user names (Entra user principal names). A name is trimmed and otherwise kept as typed; an import file has tighter limits. */
export function checkUsername(
  raw: string,
  limits: UsernameLimits = 'entra',
): { readonly username: string } | { readonly fault: UsernameFault } {
  const username = raw.trim()
  if (username === '') return { fault: 'missing' }
  const at = username.indexOf('@')
  if (at < 0) return { fault: 'usernameNoAt' }
  const local = username.slice(0, at)
  const domain = username.slice(at + 1)
  const { total, local: localLimit, domain: domainLimit } = limitsOf[limits]
  if (username.length > total || local.length > localLimit || domain.length > domainLimit) {
    return { fault: 'usernameTooLong' }
  }
  if (local.endsWith('.')) return { fault: 'usernameDotBeforeAt' }
  const isValid = localPart.test(local) && domain.split('.').every((label) => domainLabel.test(label))
  return isValid ? { username } : { fault: 'usernameInvalid' }
}

/** The key under which user names are compared: only A to Z lose their case, so that no similar letter is taken for an ASCII one. */
export function usernameKey(username: string): string {
  return username.trim().replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

const addressAtom = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/
// Nordic domains may contain their own letters; each of these is its own normal form, so that normalisation changes nothing.
const addressLabel = /^[A-Za-z0-9À-ÖØ-öø-ÿ](?:[A-Za-z0-9À-ÖØ-öø-ÿ-]{0,61}[A-Za-z0-9À-ÖØ-öø-ÿ])?$/

/** True for exactly one plain address (RFC 5321 dot-string with a domain of at least two labels), so that a mail never goes to a second recipient. */
export function checkEmail(raw: string): boolean {
  const at = raw.indexOf('@')
  const local = raw.slice(0, Math.max(at, 0))
  const labels = raw.slice(at + 1).split('.')
  if (raw.length > 254 || local.length > 64 || labels.length < 2) return false
  return local.split('.').every((atom) => addressAtom.test(atom)) && labels.every((label) => addressLabel.test(label))
}

// Control characters, halves of surrogate pairs, line and paragraph separators, and characters that change the reading direction.
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u
const unprintableButNewline = /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u

/** Whether a name or contact field can be stored and shown as typed; `max` in characters (code points). */
export function checkPersonText(
  raw: string,
  max: number,
  options: { readonly allowNewline?: boolean } = {},
): 'tooLong' | 'controlCharacter' | null {
  if (raw.length > max && [...raw.slice(0, max * 2 + 1)].length > max) return 'tooLong'
  return (options.allowNewline ? unprintableButNewline : unprintable).test(raw) ? 'controlCharacter' : null
}
