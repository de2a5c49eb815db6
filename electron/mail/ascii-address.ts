import { domainToASCII } from 'node:url'

/** A domain of any alphabet as mail headers and SMTP carry it where a server has no SMTPUTF8 (RFC 5891): `xn--…`. Empty for what is none. */
export function asciiDomain(domain: string): string {
  return domainToASCII(domain)
}

/** Whether an address has letters beyond ASCII before the @, which no other form of it replaces: only servers with SMTPUTF8 take it (RFC 6531). */
export function needsUtf8(address: string): boolean {
  return /[^\0-\x7f]/.test(address.slice(0, address.lastIndexOf('@')))
}

/** An address with its domain in that form. */
export function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}@${asciiDomain(address.slice(at + 1))}`
}
