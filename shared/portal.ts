import { z } from 'zod'
import { instant } from './ids.ts'
import { operation } from './operation.ts'
import { typedText } from './rules/text/typed-text.ts'

export const defaultPortalPort = 8443

/** Where the certificate comes from: Keydesk's own small authority, or a file from the admin. */
export const certificateSource = z.enum(['authority', 'own'])
export type CertificateSource = z.infer<typeof certificateSource>

export const portalSettings = z.strictObject({
  isOn: z.boolean(),
  /** What people type: a DNS name, or an address. */
  hostName: typedText().max(253),
  port: z.number().int().min(1).max(65_535),
  /** The address of this machine that the portal listens on; empty for all of them. */
  address: typedText().max(45),
  source: certificateSource,
})
export type PortalSettings = z.infer<typeof portalSettings>
export const portalOff: PortalSettings = {
  isOn: false,
  hostName: '',
  port: defaultPortalPort,
  address: '',
  source: 'authority',
}

export const portalFault = z.enum([
  'portTaken',
  'portForbidden',
  /** Windows keeps the port for Hyper-V and the like. */
  'portReserved',
  'addressGone',
  'certificateExpired',
  'certificateUnreadable',
  /** With RC2, RC4 or DES, which not every door can open. */
  'certificateOldCipher',
  /** A new certificate is due, and the key of the authority that would issue it does not open any more. */
  'authorityDamaged',
  'vaultLocked',
  'noScreens',
  'unknown',
])
export type PortalFault = z.infer<typeof portalFault>

/** `elsewhere`: this process, such as the command line, can't open the portal. */
export const portalState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  z.strictObject({ kind: z.literal('elsewhere') }),
  z.strictObject({ kind: z.literal('listening'), address: z.string() }),
  z.strictObject({ kind: z.literal('failed'), fault: portalFault }),
])
export type PortalState = z.infer<typeof portalState>

export const certificateInfo = z.strictObject({
  /** SHA-256 of the certificate, in pairs of hexadecimal digits with colons. */
  fingerprint: z.string(),
  subject: z.string(),
  issuer: z.string(),
  validFrom: instant,
  validUntil: instant,
  /** Whole days, negative once it has expired. */
  daysLeft: z.number().int(),
  /** False if browsers will refuse it for the host name in the settings. */
  isForHost: z.boolean(),
})
export type CertificateInfo = z.infer<typeof certificateInfo>

export const networkAddress = z.strictObject({ address: z.string(), networkName: z.string() })

export const portalView = z.strictObject({
  settings: portalSettings,
  state: portalState,
  /** The address to tell people; empty while there is no host name. */
  address: z.string(),
  /** The certificate that the portal shows; null before it was first switched on. */
  certificate: certificateInfo.nullable(),
  /** The authority that people have to trust; null with a certificate from a file. */
  authority: certificateInfo.nullable(),
  hasOwnFile: z.boolean(),
  addresses: z.array(networkAddress).readonly(),
  /** True once somebody has asked from another machine since the portal was opened. */
  hasVisitors: z.boolean(),
  /** Whose firewall may keep people out. */
  system: z.enum(['windows', 'mac', 'other']),
})
export type PortalView = z.infer<typeof portalView>

const pem = z.string().max(200_000)
/** Write-only: the key and its passphrase are never sent back. */
export const ownCertificate = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pem'), certificate: pem, key: pem, passphrase: z.string().max(1024) }),
  z.strictObject({ kind: z.literal('pfx'), content: z.base64().max(300_000), passphrase: z.string().max(1024) }),
])
export type OwnCertificate = z.infer<typeof ownCertificate>

export const portalSettingsContract = {
  get: operation({ access: 'admin', permission: 'users.read', isPassive: true }, z.strictObject({}), portalView),
  /** For global admins, after the own password, because this opens the network to everybody in the office and sets where mailed links lead. */
  save: operation(
    {
      access: 'admin',
      twoPerson: 'waits',
      permission: 'vault.manage',
      audit: ['Set portal settings.'],
      mustConfirm: true,
    },
    portalSettings,
    portalView,
  ),
  /** Issues a new certificate from the same authority, before it is due. */
  renew: operation(
    { access: 'admin', permission: 'vault.manage', audit: ['Renew portal certificate.'] },
    z.strictObject({}),
    portalView,
  ),
  setCertificate: operation(
    {
      access: 'admin',
      twoPerson: 'waits',
      permission: 'vault.manage',
      audit: ['Set portal certificate.'],
      mustConfirm: true,
    },
    z.strictObject({ file: ownCertificate }),
    portalView,
  ),
  /** The authority's certificate (DER), which is no secret, for machines that should trust it. */
  caFile: operation(
    { access: 'admin', permission: 'users.read' },
    z.strictObject({}),
    z.strictObject({ fileName: z.string(), content: z.base64() }),
  ),
}
