import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import tls from 'node:tls'

/**
 * Whose certificate a directory server may show: one that this computer trusts, one of the organisation's own authority (PEM), or exactly the
 * one that an admin has looked at (PEM).
 */
export type Trust =
  | { readonly kind: 'system' }
  | { readonly kind: 'authority'; readonly certificates: string }
  | { readonly kind: 'pinned'; readonly certificate: string }

/** What `tls.connect` needs to prove a server (RFC 4513, 3.1.3; OWASP ASVS 12.3.2). */
export function tlsOptionsFor(host: string, trust: Trust): tls.ConnectionOptions {
  const common = { servername: isIP(host) === 0 ? host : undefined, host, minVersion: 'TLSv1.2' as const }
  if (trust.kind === 'system') return { ...common, ca: trustedHere() }
  if (trust.kind === 'authority') return { ...common, ca: [trust.certificates] }
  const pinned = new X509Certificate(trust.certificate).fingerprint256
  return {
    ...common,
    ca: [trust.certificate],
    // The certificate itself is the anchor, because whoever issued it may be unknown here.
    allowPartialTrustChain: true,
    // A pinned certificate may have another name: the admin has looked at the certificate itself.
    checkServerIdentity: (_, shown) => (shown.fingerprint256 === pinned ? undefined : otherCertificate()),
  }
}

function otherCertificate(): Error {
  return Object.assign(new Error('The server shows another certificate than the pinned one'), {
    code: 'CERT_NOT_PINNED',
  })
}

let systemCertificates: readonly string[] | null = null

/** Read once, because reading hundreds of certificates blocks the thread for tens of milliseconds. */
function trustedHere(): string[] {
  systemCertificates ??= [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])]
  return [...systemCertificates]
}
