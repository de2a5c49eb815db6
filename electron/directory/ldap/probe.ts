import { X509Certificate } from 'node:crypto'
import type tls from 'node:tls'
import { Client } from 'ldapts'
import type {
  DirectoryKind,
  DirectorySecurity,
  DirectoryServer,
  DirectoryTrust,
  ShownCertificate,
} from '../../../shared/directories.ts'
import type { DirectoryFault } from '../../../shared/errors.ts'
import { faultOf } from './connect-fault.ts'
import { textsOf } from './entry-values.ts'
import { askForTls, encrypt, openPlain, openSocket } from './open-socket.ts'

type Asked = {
  readonly server: DirectoryServer
  readonly security: DirectorySecurity
  readonly trust: DirectoryTrust
  /** Milliseconds for each step. */
  readonly patience: number
}
export type Probed = {
  readonly certificate: ShownCertificate | null
  readonly fault: DirectoryFault | null
  readonly kind: DirectoryKind | null
  readonly bases: readonly string[]
}

/**
 * Looks at a server without signing in: first at its certificate, which nobody has to trust for that, and, if it is trusted, at what the
 * server says about itself (the root DSE, RFC 4512, 5.1).
 */
export async function probe(asked: Asked): Promise<Probed> {
  const certificate = await certificateOf(asked).catch(() => null)
  try {
    const said = await rootOf(asked)
    return { certificate, fault: null, ...said }
  } catch (error) {
    return { certificate, fault: faultOf(error), kind: null, bases: [] }
  }
}

/** The certificate that a server shows; nothing is sent over this connection. */
async function certificateOf({ server, security, patience }: Asked): Promise<ShownCertificate> {
  const plain = await openPlain(server, patience)
  try {
    if (security === 'startTls') await askForTls(plain, patience)
    const socket = await encrypt(plain, { rejectUnauthorized: false, minVersion: 'TLSv1.2' }, patience)
    return shownOf(socket)
  } finally {
    plain.destroy()
  }
}

function shownOf(socket: tls.TLSSocket): ShownCertificate {
  const shown = new X509Certificate(socket.getPeerCertificate().raw)
  return {
    certificate: shown.toString(),
    subject: shown.subject,
    issuer: shown.issuer,
    fingerprint: shown.fingerprint256,
    expiresAt: Math.max(0, shown.validToDate.getTime()),
  }
}

async function rootOf({ server, security, trust, patience }: Asked): Promise<Pick<Probed, 'kind' | 'bases'>> {
  const socket = await openSocket(server, { security, trust, patience })
  try {
    const client = new Client({ url: 'ldap://server', timeout: patience, createConnection: () => socket })
    const attributes = ['namingContexts', 'defaultNamingContext', 'vendorName', 'objectClass', 'isGlobalCatalogReady']
    const [root] = (await client.search('', { scope: 'base', attributes })).searchEntries
    if (root === undefined) return { kind: null, bases: [] }
    const [usual] = textsOf(root, 'defaultNamingContext')
    // Active Directory also lists the contexts of its configuration, where no people are.
    return { kind: kindOf(root), bases: usual === undefined ? textsOf(root, 'namingContexts') : [usual] }
  } finally {
    socket.destroy()
  }
}

type Root = Parameters<typeof textsOf>[0]

function kindOf(root: Root): DirectoryKind | null {
  if (
    textsOf(root, 'isGlobalCatalogReady').length > 0 ||
    textsOf(root, 'vendorName').includes('Samba Team (https://www.samba.org)')
  )
    return 'activeDirectory'
  if (textsOf(root, 'vendorName').some((name) => name.includes('389'))) return 'directoryServer389'
  return textsOf(root, 'objectClass').includes('OpenLDAProotDSE') ? 'openLdap' : null
}
