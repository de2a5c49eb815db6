import { isDomainLabel } from './domain-name.ts'
import { isLocalAtom, octetsOf } from './local-part.ts'
import { trimInvisible } from './text/look-alikes.ts'

export type UsernameFault = 'missing' | 'usernameInvalid' | 'usernameNoAt' | 'usernameDotBeforeAt' | 'usernameTooLong'

// Characters before the @ and after it (Entra user principal names), which are 113 in all. Microsoft's import page names tighter limits than its own directory keeps.
const limits = { local: 64, domain: 48 }

const localPart = /^[A-Za-z0-9'.\-_!#^~]+$/
const domainLabel = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/

/** Microsoft's rules for user names (Entra user principal names), trimmed and otherwise kept as typed. */
export function checkUsername(raw: string): { readonly username: string } | { readonly fault: UsernameFault } {
  const username = trimInvisible(raw)
  if (username === '') return { fault: 'missing' }
  const at = username.indexOf('@')
  if (at < 0) return { fault: 'usernameNoAt' }
  const local = username.slice(0, at)
  const domain = username.slice(at + 1)
  if (local.length > limits.local || domain.length > limits.domain) return { fault: 'usernameTooLong' }
  if (local.endsWith('.')) return { fault: 'usernameDotBeforeAt' }
  const isValid = localPart.test(local) && domain.split('.').every((label) => domainLabel.test(label))
  return isValid ? { username } : { fault: 'usernameInvalid' }
}

/** The key under which user names are compared: only A to Z lose their case, so that no similar letter is taken for an ASCII one. */
export function usernameKey(username: string): string {
  return trimInvisible(username).replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/**
 * True for exactly one plain address (RFC 5321 dot-string and a domain of two labels or more, both in any alphabet: RFC 6531), so that a mail never goes to
 * a second recipient.
 */
export function checkEmail(raw: string): boolean {
  const at = raw.indexOf('@')
  const local = raw.slice(0, Math.max(at, 0))
  const labels = raw.slice(at + 1).split('.')
  if (octetsOf(raw) > 254 || octetsOf(local) > 64 || labels.length < 2) return false
  return local.split('.').every(isLocalAtom) && labels.every(isDomainLabel)
}

// Control characters, halves of surrogate pairs, line and paragraph separators, what turns the reading direction around, and the sign of a lost character.
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufffd]/u
const unprintableButNewline = /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufffd]/u

/** Whether a name or contact field can be stored and shown as typed; `max` in characters (code points). */
export function checkPersonText(
  raw: string,
  max: number,
  options: { readonly allowNewline?: boolean } = {},
): 'tooLong' | 'controlCharacter' | null {
  if (raw.length > max && [...raw.slice(0, max * 2 + 1)].length > max) return 'tooLong'
  return (options.allowNewline ? unprintableButNewline : unprintable).test(raw) ? 'controlCharacter' : null
}
