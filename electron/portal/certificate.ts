import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto'
import { isIP } from 'node:net'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509'
import { authorityDays, type Life, leafDays } from '../../shared/rules/certificate-life.ts'
import { cutText } from '../../shared/rules/text/cut-text.ts'

/** A certificate and its private key, both PEM. */
export type KeyedCertificate = { readonly certificate: string; readonly key: string }

/** How the portal is reached: its host name, and the address that it listens on if that is a single one. */
export type PortalNames = { readonly host: string; readonly address: string | null }

const ecdsaWithSha256 = '1.2.840.10045.4.3.2'
const commonNameType = '2.5.4.3'
const day = 86_400_000
/** How long before now certificates become valid, because the clocks of phones may be behind. */
const leeway = 3_600_000

/** The names as a certificate holds them: IP addresses as such, everything else as DNS names. */
function generalNames({ host, address }: PortalNames): readonly GeneralName[] {
  const all = [...new Set(address === null ? [host] : [host, address])]
  return all.map((name) => new GeneralName(isIP(name) ? { iPAddress: name } : { dNSName: name }))
}

/** The subject of every certificate that the authority issues. It contains a space, so that no program takes it for a host name. */
const leafName = 'Keydesk portal'
/** A host name that cannot exist (RFC 2606). Mail addresses and URIs are permitted there only, so that none can be vouched for. */
const impossibleName = 'invalid'

/**
 * Limits the authority to these names, and names below them (RFC 5280 section 4.2.1.10). A kind of name that is not mentioned would be
 * unlimited, so that every other kind is limited to a name that can't exist, or excluded.
 */
function nameConstraints(names: PortalNames): NameConstraints {
  const single = (name: string) =>
    isIP(name) ? { iPAddress: `${name}/${isIP(name) === 4 ? 32 : 128}` } : { dNSName: name }
  const subtrees = (bases: readonly ConstructorParameters<typeof GeneralName>[0][]) =>
    new GeneralSubtrees(bases.map((base) => new GeneralSubtree({ base: new GeneralName(base) })))
  const permitted = [...new Set(names.address === null ? [names.host] : [names.host, names.address])].map(single)
  const others = [
    { directoryName: nameOf(leafName) },
    { rfc822Name: impossibleName },
    { uniformResourceIdentifier: impossibleName },
  ]
  const excluded = [
    ...(permitted.some((base) => 'dNSName' in base) ? [] : [{ dNSName: '' }]),
    ...(permitted.some((base) => 'iPAddress' in base) ? [] : [{ iPAddress: '0.0.0.0/0' }, { iPAddress: '::/0' }]),
  ]
  return new NameConstraints({
    permittedSubtrees: subtrees([...permitted, ...others]),
    ...(excluded.length > 0 && { excludedSubtrees: subtrees(excluded) }),
  })
}

function nameOf(commonName: string): Name {
  const value = new AttributeValue({ utf8String: commonName })
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: commonNameType, value })])])
}

function extension(extnID: string, critical: boolean, value: object): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) })
}

/** The identifier of a key: the first 160 bits of its SHA-256 (RFC 7093 section 2, method 1). */
function keyIdentifier(info: SubjectPublicKeyInfo): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(new Uint8Array(info.subjectPublicKey)).digest()).slice(0, 20)
}

function publicInfo(key: KeyObject): SubjectPublicKeyInfo {
  return AsnConvert.parse(key.export({ type: 'spki', format: 'der' }), SubjectPublicKeyInfo)
}

type Signing = {
  readonly subject: Name
  readonly issuer: Name
  readonly life: Life
  readonly info: SubjectPublicKeyInfo
  readonly extensions: readonly Extension[]
  readonly by: KeyObject
}

/** Makes a certificate, signs it and returns it as PEM. */
function signed({ subject, issuer, life, info, extensions, by }: Signing): string {
  const signature = new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 })
  const serial = new Uint8Array(randomBytes(16))
  // A positive number without a leading zero byte.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  const toBeSigned = new TBSCertificate({
    version: Version.v3,
    serialNumber: serial.buffer,
    signature,
    issuer,
    subject,
    validity: new Validity({ notBefore: new Date(life.from), notAfter: new Date(life.until) }),
    subjectPublicKeyInfo: info,
    extensions: new Extensions([...extensions]),
  })
  const bytes = sign('sha256', new Uint8Array(AsnConvert.serialize(toBeSigned)), by)
  const certificate = new Certificate({
    tbsCertificate: toBeSigned,
    signatureAlgorithm: signature,
    signatureValue: new Uint8Array(bytes).buffer,
  })
  return new X509Certificate(new Uint8Array(AsnConvert.serialize(certificate))).toString()
}

function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { privateKey, info: publicInfo(publicKey), key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string }
}

/** In whole seconds, because certificates have no smaller unit. */
function lifeOf(now: number, days: number): Life {
  const from = Math.floor((now - leeway) / 1000) * 1000
  return { from, until: from + days * day - 1000 }
}

/** The portal's own small authority, valid for the portal's names only; it can't have another authority below it. */
export function makeAuthority(names: PortalNames, organisation: string, now: number): KeyedCertificate {
  const { privateKey, info, key } = newKey()
  const name = nameOf(cutText(`Keydesk portal of ${organisation}`, 64))
  const extensions = [
    extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: true, pathLenConstraint: 0 })),
    extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign)),
    // Some programs check the extended key usage of the authority, too (CA/Browser Forum 7.1.2.10.6): its certificates can't sign people
    // in, or sign mail or code.
    extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([id_kp_serverAuth])),
    extension(id_ce_nameConstraints, true, nameConstraints(names)),
    extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(info))),
  ]
  const life = lifeOf(now, authorityDays)
  return { key, certificate: signed({ subject: name, issuer: name, life, info, extensions, by: privateKey }) }
}

/** A certificate for the portal's names, for at most 397 days and never longer than the authority's own. */
export function issueLeaf(authority: KeyedCertificate, names: PortalNames, now: number): KeyedCertificate {
  const issuer = AsnConvert.parse(new X509Certificate(authority.certificate).raw, Certificate).tbsCertificate
  const { info, key } = newKey()
  const authorityKey = new KeyIdentifier(keyIdentifier(issuer.subjectPublicKeyInfo))
  const extensions = [
    extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: false })),
    extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.digitalSignature)),
    extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([id_kp_serverAuth])),
    extension(id_ce_subjectAltName, false, new SubjectAlternativeName([...generalNames(names)])),
    extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(info))),
    extension(id_ce_authorityKeyIdentifier, false, new AuthorityKeyIdentifier({ keyIdentifier: authorityKey })),
  ]
  const life = lifeOf(now, leafDays)
  const until = Math.min(life.until, issuer.validity.notAfter.getTime().getTime())
  const by = createPrivateKey(authority.key)
  const subject = nameOf(leafName)
  return {
    key,
    certificate: signed({ subject, issuer: issuer.subject, life: { ...life, until }, info, extensions, by }),
  }
}

/** The time during which a certificate is valid. */
export function lifeOfCertificate(pem: string): Life {
  const { validFromDate, validToDate } = new X509Certificate(pem)
  return { from: validFromDate.getTime(), until: validToDate.getTime() }
}

/** The names and addresses that an authority may vouch for. */
export function permittedNames(authority: string): readonly string[] {
  const { tbsCertificate } = AsnConvert.parse(new X509Certificate(authority).raw, Certificate)
  const found = tbsCertificate.extensions?.find(({ extnID }) => extnID === id_ce_nameConstraints)
  if (found === undefined) return []
  const { permittedSubtrees } = AsnConvert.parse(found.extnValue, NameConstraints)
  return [...(permittedSubtrees ?? [])].flatMap(
    ({ base }) => base.dNSName ?? base.iPAddress?.replace(/\/\d+$/, '') ?? [],
  )
}

/** Whether a certificate is valid for this name or address; the subject never counts (RFC 9525). */
export function isFor(pem: string, name: string): boolean {
  const certificate = new X509Certificate(pem)
  const isFound = isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name, { subject: 'never' })
  return isFound !== undefined
}
