import { z } from 'zod'
import { isDomainLabel } from './domain-name.ts'

/** True for four numbers as people write them: no leading zeros, which some programs read as octal. */
export function isIpv4(text: string): boolean {
  return z.ipv4().safeParse(text).success
}

/** True for an IPv6 address without a zone: a zone means something on one machine only. */
export function isIpv6(text: string): boolean {
  return z.ipv6().safeParse(text).success
}

/** True for an address of either kind, as opposed to a name. */
export function isIpAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text)
}

/** The host name that people type, without what makes no difference; null if it can't be one. Letters of other alphabets become `xn--…` where it is saved. */
export function hostNameOf(raw: string): string | null {
  const host = raw.trim().toLowerCase().replace(/\.$/, '')
  if (isIpAddress(host)) return host
  const labels = host.split('.')
  // A last label of digits would make it an address of some kind (WHATWG URL, ends in a number).
  const isName = host.length <= 253 && labels.every(isDomainLabel) && !/^\d+$/.test(labels.at(-1) ?? '')
  return isName ? host : null
}

/** Where people find the portal, from the settings and never from what a request claims. */
export function portalAddress({ hostName, port }: { readonly hostName: string; readonly port: number }): string {
  const host = isIpv6(hostName) ? `[${hostName}]` : hostName
  return port === 443 ? `https://${host}` : `https://${host}:${port}`
}
