import type { X509Certificate } from 'node:crypto'
import { duplexPair } from 'node:stream'
import { connect, createSecureContext, type SecureContextOptions, TLSSocket } from 'node:tls'
import { type CertificateFault, DomainError } from '../../shared/errors.ts'
import type { OwnCertificate } from '../../shared/portal.ts'
import { maximumRounds, roundsOf, roundsOfPem } from './key-work.ts'

/** The options of the TLS server for a file that an admin provided. */
export function tlsOfOwn(file: OwnCertificate): SecureContextOptions {
  const passphrase = file.passphrase === '' ? undefined : file.passphrase
  if (file.kind === 'pfx') return { pfx: Buffer.from(file.content, 'base64'), passphrase }
  // One file may hold both the certificate and the key.
  return { cert: file.certificate, key: file.key === '' ? file.certificate : file.key, passphrase }
}

/** Counted before the file is opened, because opening it blocks the main thread and can't be interrupted. */
function roundsOfFile(file: OwnCertificate): number {
  if (file.kind === 'pfx') return roundsOf(Buffer.from(file.content, 'base64'))
  return roundsOfPem(`${file.certificate}\n${file.key}`)
}

function faultOf(error: unknown): CertificateFault {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (/mac verify|bad decrypt|bad password|interrupted or cancelled|passphrase/i.test(`${code} ${message}`))
    return 'passphrase'
  return /mismatch|no private key/i.test(`${code} ${message}`) ? 'key' : 'unreadable'
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
  if (roundsOfFile(file) > maximumRounds) throw new DomainError('PORTAL_CERTIFICATE', { reason: 'work' })
  let certificate: X509Certificate
  try {
    certificate = await presented(tlsOfOwn(file))
  } catch (error) {
    throw new DomainError('PORTAL_CERTIFICATE', { reason: faultOf(error) })
  }
  if (certificate.validToDate.getTime() <= now) throw new DomainError('PORTAL_CERTIFICATE', { reason: 'expired' })
  return certificate.toString()
}
