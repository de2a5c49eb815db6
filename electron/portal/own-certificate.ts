import { createPrivateKey, X509Certificate } from 'node:crypto'
import { duplexPair } from 'node:stream'
import { connect, createSecureContext, type SecureContextOptions, TLSSocket } from 'node:tls'
import { type CertificateFault, DomainError } from '../../shared/errors.ts'
import type { OwnCertificate } from '../../shared/portal.ts'
import { blocksOfPem, hasOldCipher, maximumRounds, roundsOf } from './key-work.ts'

/** The options of the TLS server for a file that an admin provided. */
export function tlsOfOwn(file: OwnCertificate): SecureContextOptions {
  const passphrase = file.passphrase === '' ? undefined : file.passphrase
  if (file.kind === 'pfx') return { pfx: Buffer.from(file.content, 'base64'), passphrase }
  // One file may hold both the certificate and the key.
  return { cert: file.certificate, key: file.key === '' ? file.certificate : file.key, passphrase }
}

/** The parts of a file that can be encrypted. */
function partsOf(file: OwnCertificate): readonly Uint8Array[] {
  if (file.kind === 'pfx') return [Buffer.from(file.content, 'base64')]
  return blocksOfPem(`${file.certificate}\n${file.key}`)
}

/** True for a file with a cipher that only old programs still use. */
export const isOldFile = (file: OwnCertificate): boolean => partsOf(file).some(hasOldCipher)

/** What can be seen of a file before it is opened, because opening it blocks the main thread and can't be interrupted. */
function faultUnopened(file: OwnCertificate): CertificateFault | null {
  const parts = partsOf(file)
  const rounds = parts.reduce((sum, part) => sum + roundsOf(part), 0)
  if (rounds > maximumRounds) return 'work'
  if (isOldFile(file)) return 'oldCipher'
  const isKeyless =
    file.kind === 'pem' && !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(`${file.certificate}\n${file.key}`)
  const hasCertificate = file.kind === 'pem' && file.certificate.includes('-----BEGIN CERTIFICATE-----')
  return isKeyless && hasCertificate ? 'key' : null
}

/**
 * Why a file could not be opened, in the words of both libraries: OpenSSL's, with which the browser door and the command line run, and those of
 * BoringSSL, with which the window runs (BoringSSL writes its reasons in capital letters, crypto/err/*.errordata).
 */
export function certificateFaultOf(error: unknown): CertificateFault {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  // Only spaces in place of the other library's underlines.
  const words = `${code} ${message}`.replaceAll('_', ' ').toLowerCase()
  if (/mac verify|bad decrypt|bad password|incorrect password|interrupted or cancelled|passphrase/.test(words))
    return 'passphrase'
  if (/unsupported (operation|algorithm|cipher)|unknown (algorithm|cipher)/.test(words)) return 'oldCipher'
  return /mismatch|no private key|missing key/.test(words) ? 'key' : 'unreadable'
}

/** True if another certificate of a text in PEM than the first one belongs to the key: those above it stand before it. */
function isInWrongOrder({ cert, key, passphrase }: SecureContextOptions): boolean {
  try {
    const privateKey = createPrivateKey({ key: String(key), passphrase })
    const blocks = String(cert).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
    return blocks.slice(1).some((block) => new X509Certificate(block).checkPrivateKey(privateKey))
  } catch {
    return false
  }
}

/** The certificate that a server would present with this file. Node can't read a PFX, so that a TLS handshake in memory shows the certificate. */
function presented(options: SecureContextOptions): Promise<X509Certificate> {
  const secureContext = createSecureContext(options)
  const [here, there] = duplexPair()
  return new Promise((resolve, reject) => {
    const server = new TLSSocket(here, { isServer: true, secureContext })
    // Nothing is verified or sent: only the presented certificate is read.
    const client = connect({ socket: there, rejectUnauthorized: false })
    const end = () => {
      client.destroy()
      server.destroy()
    }
    const fail = (error: unknown) => {
      end()
      reject(error)
    }
    server.once('error', fail)
    client.once('error', fail)
    client.once('secureConnect', () => {
      const certificate = client.getPeerX509Certificate()
      end()
      if (certificate === undefined) reject(new Error('no certificate'))
      else resolve(certificate)
    })
  })
}

/** Reads a file as the portal will use it; throws PORTAL_CERTIFICATE with the reason where it can't be used. */
export async function readOwn(file: OwnCertificate, now: number): Promise<string> {
  const seen = faultUnopened(file)
  if (seen !== null) throw new DomainError('PORTAL_CERTIFICATE', { reason: seen })
  const options = tlsOfOwn(file)
  let certificate: X509Certificate
  try {
    certificate = await presented(options)
  } catch (error) {
    const fault = certificateFaultOf(error)
    const isOrder = fault === 'key' && file.kind === 'pem' && isInWrongOrder(options)
    throw new DomainError('PORTAL_CERTIFICATE', { reason: isOrder ? 'order' : fault })
  }
  if (certificate.validToDate.getTime() <= now) throw new DomainError('PORTAL_CERTIFICATE', { reason: 'expired' })
  return certificate.toString()
}
