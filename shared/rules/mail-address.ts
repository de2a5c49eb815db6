import { isDomainLabel } from './domain-name.ts'
import { firstCharacter } from './text/cut-text.ts'
import { checkEmail, checkPersonText } from './username.ts'

export type MailAddressFault = 'missing' | 'several' | 'invalid'

/**
 * What is wrong with an address; null for exactly one plain address (RFC 5321 dot-string, RFC 6531). A mail library would take anything else, such as a
 * comma, for further recipients or another address.
 */
export function mailAddressFault(raw: string): MailAddressFault | null {
  if (raw.trim() === '') return 'missing'
  if (checkEmail(raw)) return null
  return /[,;]/.test(raw) || (raw.match(/@/g) ?? []).length > 1 ? 'several' : 'invalid'
}

/** An address that its owner recognises but nobody else can read: a***@example.com. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 1 ? '***' : `${firstCharacter(address)}***${address.slice(at)}`
}

/** What addresses are compared by: two that differ in case or in how their letters are composed lead to one mailbox. */
export function addressKey(address: string): string {
  return address.normalize('NFC').toLowerCase()
}

const plainIpv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/
const ipv6Letters = /^(?=.*:.*:)[0-9A-Fa-f:.]{2,45}$/

/** Whether this can name a mail server: a host name or an IP address, never a URL and never with a port. */
export function checkMailHost(host: string): boolean {
  if (host.length > 253) return false
  if (plainIpv4.test(host)) return host.split('.').every((part) => Number(part) <= 255)
  if (ipv6Letters.test(host)) return true
  return host.split('.').every(isDomainLabel)
}

/** Whether a name or a subject is one line of at most 128 characters, so that it can't carry a header of its own. */
export function checkMailName(name: string): boolean {
  return checkPersonText(name, 128) === null
}
