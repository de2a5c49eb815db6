import { isIP } from 'node:net'
import tls from 'node:tls'
import type { Language } from '../../shared/ids.ts'
import type { MailServer } from '../../shared/mail.ts'
import { checkMailName, mailAddressFault } from '../../shared/rules/mail-address.ts'
import { asciiAddress, asciiDomain, needsUtf8 } from './ascii-address.ts'
import { answerText, type Failure, failureOf } from './delivery-faults.ts'
import type { Rendered } from './render.ts'
import { serverExtensions } from './server-extensions.ts'

export type SendOptions = {
  /** Milliseconds until the connection must be open, and the longest silence after that. */
  readonly connectionMs?: number
  readonly socketMs?: number
  /** Milliseconds for one mail as a whole, because a server could answer letter by letter. */
  readonly wholeMs?: number
  /** Certificates of authorities to trust, beside the ones that this machine trusts. */
  readonly certificates?: readonly string[]
}
/** The server with the password that only the vault gives out. */
export type Account = { readonly server: MailServer; readonly password: string | null; readonly organisation: string }
export type Message = Rendered & { readonly id: string; readonly to: string; readonly language: Language }
export type Delivery = { readonly outcome: 'sent'; readonly answer: string } | Failure
export type Send = (account: Account, message: Message, signal: AbortSignal) => Promise<Delivery>

const refusedHere = { outcome: 'failed', answer: '', replyCode: '', isServerWide: false, isPermanent: true } as const
const withoutUtf8 = {
  sender: { ...refusedHere, reason: 'senderNeedsUtf8', isServerWide: true, isPermanent: false },
  recipient: { ...refusedHere, reason: 'recipientNeedsUtf8' },
} as const

/**
 * The certificates to trust: those of the system's store too, because an office's mail server often has a certificate of the office's own
 * authority.
 */
function trusted(certificates: readonly string[]): string[] {
  try {
    return [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system'), ...certificates])]
  } catch {
    return [...tls.rootCertificates, ...certificates]
  }
}

/** Sends one mail by SMTP and answers how it went; it never throws. */
export function createSend(options: SendOptions = {}): Send {
  const { connectionMs = 10_000, socketMs = 30_000, wholeMs = 120_000, certificates = [] } = options
  // Made once and not for each mail, because reading hundreds of certificates blocks the thread for tens of milliseconds.
  let context: tls.SecureContext | null = null

  const transportOf = ({ server, password }: Account) => {
    const { port, security, username } = server
    if (security !== 'none') context ??= tls.createSecureContext({ ca: trusted(certificates), minVersion: 'TLSv1.2' })
    const host = isIP(server.host) ? server.host : asciiDomain(server.host)
    const timeouts = { connectionTimeout: connectionMs, greetingTimeout: connectionMs, dnsTimeout: connectionMs }
    return {
      host,
      port,
      // Relays refuse `[127.0.0.1]`, which the library says where this machine's name has no dot.
      name: domainOf(server.senderAddress),
      ...timeouts,
      socketTimeout: socketMs,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: { ...(context && { secureContext: context }), minVersion: 'TLSv1.2' as const, rejectUnauthorized: true },
      // Without forceAuth the library would send the mail without a login to a server that does not offer one.
      ...(username !== '' && { auth: { user: username, pass: password ?? '' }, forceAuth: true }),
      disableFileAccess: true,
      disableUrlAccess: true,
      logger: false,
    }
  }

  return async (account, message, signal) => {
    const { server, password } = account
    // Checked again at the last moment, because the library takes other texts for several recipients or for another one.
    if (mailAddressFault(message.to) !== null || domainOf(message.to) === '')
      return { ...refusedHere, reason: 'addressInvalid' }
    if (mailAddressFault(server.senderAddress) !== null || domainOf(server.senderAddress) === '')
      return { ...refusedHere, reason: 'senderRefused' }
    const whose = needsUtf8(server.senderAddress) ? 'sender' : needsUtf8(message.to) ? 'recipient' : null
    const ending = AbortSignal.any([signal, AbortSignal.timeout(wholeMs)])
    try {
      const transport = transportOf(account)
      if (whose !== null && !(await serverExtensions(transport, ending)).includes('SMTPUTF8')) return withoutUtf8[whose]
      const { createTransport } = await import('nodemailer')
      const info = await createTransport(transport).sendMail({ ...mailOf(account, message), signal: ending })
      return { outcome: 'sent', answer: answerText(info.response, secretsOf(server.username, password)) }
    } catch (error) {
      return failureOf(error, secretsOf(server.username, password))
    }
  }
}

function mailOf({ server, organisation }: Account, { id, to, subject, text, html, language }: Message) {
  const name = server.senderName === '' ? organisation : server.senderName
  const [from, recipient] = [asciiAddress(server.senderAddress), asciiAddress(to)]
  return {
    from: { name: checkMailName(name) ? name : '', address: from },
    to: { name: '', address: recipient },
    envelope: { from, to: [recipient] },
    subject,
    text,
    html,
    // The same at every try, so that the receiver can recognise a mail that arrives twice.
    messageId: `<${id}@${domainOf(server.senderAddress)}>`,
    // Headers by which the receiver sends no absence notice: RFC 3834, and the one that Exchange understands instead.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': language },
    xMailer: false as const,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** The sender's domain as every server takes it. */
function domainOf(address: string): string {
  return asciiDomain(address.slice(address.lastIndexOf('@') + 1))
}

function secretsOf(username: string, password: string | null): readonly string[] {
  return password === null ? [] : [password, `\0${username}\0${password}`]
}
