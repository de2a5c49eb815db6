import { z } from 'zod'
import { isDomainLabel } from './domain-name.ts'

/** True for four numbers as people write them: no leading zeros, which some programs read as octal. */
export function isIpv4(text: string): boolean {
  return z.ipv4().safeParse(text).success
}

/** True for an IPv6 address without a zone, because a zone has a meaning on one machine only. */
export function isIpv6(text: string): boolean {
  return z.ipv6().safeParse(text).success
}

/** True for an address of either kind, as opposed to a name. */
export function isIpAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text)
}

/** The host name that was typed, in the form in which certificates and Host headers are compared; null if it can't be one. */
export function hostNameOf(raw: string): string | null {
  const host = raw.trim().toLowerCase().replace(/\.$/, '')
  if (isIpAddress(host)) return host
  const labels = host.split('.')
  // A name whose last label is a number would be read as an address (WHATWG URL, ends in a number).
  const isName = host.length <= 253 && labels.every(isDomainLabel) && !/^\d+$/.test(labels.at(-1) ?? '')
  return isName ? host : null
}

/** The address of the portal, from the settings and never from a request. */
export function portalAddress({ hostName, port }: { readonly hostName: string; readonly port: number }): string {
  const host = isIpv6(hostName) ? `[${hostName}]` : hostName
  return port === 443 ? `https://${host}` : `https://${host}:${port}`
}
