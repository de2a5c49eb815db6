import { X509Certificate } from 'node:crypto'
import type { SecureContextOptions } from 'node:tls'
import {
  type CertificateInfo,
  type OwnCertificate,
  ownCertificate,
  type PortalFault,
  type PortalSettings,
} from '../../shared/portal.ts'
import { daysLeft, isRenewalDue, leafDays } from '../../shared/rules/certificate-life.ts'
import { isIpAddress } from '../../shared/rules/portal-names.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Call } from '../rpc/call.ts'
import type { Vault } from '../vault/vault.ts'
import {
  isFor,
  issueLeaf,
  type KeyedCertificate,
  lifeOfCertificate,
  makeAuthority,
  permittedNames,
} from './certificate.ts'
import { isOldFile, tlsOfOwn } from './own-certificate.ts'
import type { CertificateKind, PortalStore } from './portal-store.ts'

export type CertificatesDeps = {
  readonly db: Database
  readonly store: PortalStore
  readonly vault: Vault
  readonly audit: Audit
  readonly organisation: () => string
  readonly now: () => number
  /** The time that has certainly come, because a wrong clock must not replace a certificate that people have trusted by hand. */
  readonly reached: () => number
}
export type Certificates = ReturnType<typeof createCertificates>
type By = Pick<Call, 'actor' | 'door'>
type Authority = { readonly certificate: string; readonly key: string | null }

/** The author in the audit log of what Keydesk does by itself. */
export const byKeydesk: By = { actor: null, door: 'keydesk' }
const purpose = 'portal certificate'

/**
 * The portal's certificates: its own authority and the certificate that this issued, or a file that an admin provides. Keys are sealed by the
 * vault.
 */
export function createCertificates(deps: CertificatesDeps) {
  const { store, vault } = deps

  function read(kind: CertificateKind): KeyedCertificate | null {
    const row = store.certificate(kind)
    const key = row && vault.unseal(purpose, kind, row.sealed)
    return row === null || key === null ? null : { certificate: row.certificate, key }
  }

  function put(kind: CertificateKind, { certificate, key }: KeyedCertificate): void {
    store.putCertificate(kind, certificate, vault.seal(purpose, kind, key), deps.now())
  }

  /**
   * The portal's authority. People trust it by hand on every machine, so that it stays as long as it covers the host name and outlives what
   * it issues. The key is null where it can't be opened: then only an admin may replace the authority.
   */
  function authorityFor(host: string, address: string | null, isForced: boolean): Authority {
    const row = store.certificate('authority')
    const isGood =
      row !== null &&
      permittedNames(row.certificate).includes(host) &&
      daysLeft(lifeOfCertificate(row.certificate), deps.reached()) > leafDays
    const key = isGood ? vault.unseal(purpose, 'authority', row.sealed) : null
    if (isGood && (key !== null || !isForced)) return { certificate: row.certificate, key }
    const next = makeAuthority({ host, address }, deps.organisation(), deps.reached())
    put('authority', next)
    return next
  }

  /**
   * The certificate of the portal's own authority; a new one is issued when it is due, when the names have changed, or when `isForced`. Null
   * if a new one is needed but the authority's key is damaged and nobody has asked for another authority.
   */
  function leafFor(
    { hostName, address: listening }: PortalSettings,
    by: By,
    isForced = false,
  ): KeyedCertificate | null {
    return deps.db.transaction(() => {
      const authority = authorityFor(hostName, isIpAddress(listening) ? listening : null, isForced)
      const address = permittedNames(authority.certificate).includes(listening) ? listening : null
      const current = read('leaf')
      const isGood =
        current !== null &&
        isIssuedBy(current.certificate, authority.certificate) &&
        !isRenewalDue(lifeOfCertificate(current.certificate), deps.reached()) &&
        [hostName, ...(address === null ? [] : [address])].every((name) => isFor(current.certificate, name))
      if (isGood && !isForced) return current
      const { certificate, key } = authority
      if (key === null) return null
      const next = issueLeaf({ certificate, key }, { host: hostName, address }, deps.reached())
      put('leaf', next)
      const detail = { fingerprint: new X509Certificate(next.certificate).fingerprint256 }
      deps.audit.append({ action: 'Renew portal certificate.', detail }, by)
      return next
    })
  }

  function ownFile(): OwnCertificate | null {
    const stored = read('own')
    return stored === null ? null : ownCertificate.parse(JSON.parse(stored.key))
  }

  return {
    leafFor,
    /** What the TLS server needs; a fault when the admin's file, or the authority's key, can't be opened any more. */
    tlsFor: (settings: PortalSettings, by: By): SecureContextOptions | PortalFault => {
      if (settings.source === 'own') {
        const file = ownFile()
        if (file === null) return 'certificateUnreadable'
        // Said at both doors, although the window's library could open some: a portal that opens in one door only is no portal.
        return isOldFile(file) ? 'certificateOldCipher' : tlsOfOwn(file)
      }
      const leaf = leafFor(settings, by)
      return leaf === null ? 'authorityDamaged' : { cert: leaf.certificate, key: leaf.key }
    },
    hasOwn: () => store.certificate('own') !== null,
    putOwn: (file: OwnCertificate, certificate: string) => put('own', { certificate, key: JSON.stringify(file) }),
    /** The certificate in use according to the settings, without its key. */
    publicCertificate: ({ source }: PortalSettings): string | null =>
      store.certificate(source === 'own' ? 'own' : 'leaf')?.certificate ?? null,
    authority: ({ source }: PortalSettings): string | null =>
      source === 'own' ? null : (store.certificate('authority')?.certificate ?? null),
  }
}

function isIssuedBy(leaf: string, authority: string): boolean {
  const issuer = new X509Certificate(authority)
  const certificate = new X509Certificate(leaf)
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

/** What people may see of a certificate. */
export function infoOf(pem: string, hostName: string, now: number): CertificateInfo {
  const { fingerprint256, subject, issuer } = new X509Certificate(pem)
  const life = lifeOfCertificate(pem)
  return {
    fingerprint: fingerprint256,
    subject: subject ?? '',
    issuer: issuer ?? '',
    validFrom: life.from,
    validUntil: life.until,
    daysLeft: daysLeft(life, now),
    isForHost: hostName !== '' && isFor(pem, hostName),
  }
}
