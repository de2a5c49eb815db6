import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { MailServer } from '../../shared/mail.ts'
import { makeCertificate } from './test-certificate.ts'

export type Arrived = {
  readonly from: string
  readonly to: readonly string[]
  readonly text: string
  readonly isSecure: boolean
}
export const account = { username: 'keydesk', password: 'Mail-Secret-7-anchor' }

/** Trusted by the services of the test only. */
export const certificate = makeCertificate(['localhost'], [127, 0, 0, 1])

/** A real SMTP server on 127.0.0.1 that keeps what it takes until the caller closes it; `port` to come back where it was. */
export async function openMailServer(options: SMTPServerOptions & { port?: number } = {}) {
  const { port = 0, ...more } = options
  const arrived: Arrived[] = []
  const logins: string[] = []
  const server = new SMTPServer({
    ...certificate,
    logger: false,
    authOptional: true,
    closeTimeout: 10,
    onAuth: ({ username, password }, _session, done) => {
      logins.push(`${username}`)
      const isRight = username === account.username && password === account.password
      done(isRight ? null : new Error('Invalid username or password'), { user: username })
    },
    onData: (stream, { envelope, secure }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        const to = envelope.rcptTo.map(({ address }) => address)
        arrived.push({ from, to, text: Buffer.concat(chunks).toString('utf8'), isSecure: secure })
        done(null, 'Message accepted')
      })
    },
    ...more,
  })
  // A client that breaks off is what some tests are about.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { arrived, logins, port: (server.server.address() as AddressInfo).port, close, server }
}

/** Settings that lead to a server of this test. */
export function settingsFor(port: number, more: Partial<MailServer> = {}): MailServer {
  return {
    isOn: true,
    host: '127.0.0.1',
    port,
    security: 'starttls',
    username: '',
    senderName: '',
    senderAddress: 'desk@nordwind.test',
    ...more,
  }
}

/** The code in a mail, also where quoted-printable (RFC 2045) breaks the line inside it; empty if there is none. */
export function codeIn({ text }: Arrived): string {
  return /\b\d{4} \d{4}\b/.exec(text.replace(/=\r?\n/g, ''))?.[0] ?? ''
}
