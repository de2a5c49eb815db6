import type { MailReason } from '../../shared/mail.ts'
import { cutText } from '../../shared/rules/text/cut-text.ts'

/** The properties of nodemailer's errors that are read here. */
type SmtpFault = {
  readonly code?: string
  readonly originalCode?: string
  readonly command?: string
  readonly response?: string
  readonly responseCode?: number
  readonly message?: string
}

export type Failure = {
  readonly outcome: 'failed'
  readonly reason: MailReason
  /** What the server answered, shown to an admin who sends a test; never stored. */
  readonly answer: string
  readonly replyCode: string
  /** True if every other mail would fail in the same way. */
  readonly isServerWide: boolean
  /** The server will never take this mail (RFC 5321, 4.2.1: 5yz). */
  readonly isPermanent: boolean
}

const ofOneMail: readonly MailReason[] = [
  'recipientRefused',
  'messageRefused',
  'addressInvalid',
  'recipientNeedsUtf8',
  'notReadable',
  'unknown',
]
const certificateWords = /CERT|SELF_SIGNED|UNABLE_TO|HOSTNAME|certificate|altname|self[- ]signed/i

function ofSocket({ originalCode = '', message = '' }: SmtpFault): MailReason {
  if (certificateWords.test(`${originalCode} ${message}`)) return 'certificate'
  if (/SSL|TLS|EPROTO/i.test(`${originalCode} ${message}`)) return 'tlsFailed'
  return originalCode === 'ECONNRESET' || originalCode === 'EPIPE' ? 'connectionLost' : 'unreachable'
}

function ofEnvelope(fault: SmtpFault): MailReason {
  if (fault.responseCode === 530) return 'loginNeeded'
  if (fault.command === 'MAIL FROM') return 'senderRefused'
  return fault.command === 'DATA' ? 'messageRefused' : 'recipientRefused'
}

function ofTls(fault: SmtpFault): MailReason {
  if (fault.responseCode !== undefined) return 'tlsNotOffered'
  return certificateWords.test(`${fault.originalCode ?? ''} ${fault.message ?? ''}`) ? 'certificate' : 'tlsFailed'
}

const reasons: Readonly<Record<string, (fault: SmtpFault) => MailReason>> = {
  ETIMEDOUT: () => 'timeout',
  EABORT: () => 'timeout',
  EDNS: () => 'nameUnknown',
  ESOCKET: ofSocket,
  ETLS: ofTls,
  EAUTH: () => 'loginRefused',
  ENOAUTH: () => 'loginRefused',
  EENVELOPE: ofEnvelope,
  EMESSAGE: ({ responseCode }) => (responseCode === 530 ? 'loginNeeded' : 'messageRefused'),
  ECONNECTION: ({ responseCode }) => (responseCode === undefined ? 'connectionLost' : 'serverRefused'),
  EPROTOCOL: () => 'serverRefused',
}

/** Translates nodemailer's error. `secrets` are removed from the server's answer, which may repeat them. */
export function failureOf(error: unknown, secrets: readonly string[]): Failure {
  const fault = (error ?? {}) as SmtpFault
  const reason = reasons[fault.code ?? '']?.(fault) ?? 'unknown'
  const isServerWide = !ofOneMail.includes(reason)
  const isPermanent = !isServerWide && fault.responseCode !== undefined && fault.responseCode >= 500
  const answer = answerText(fault.response ?? '', secrets)
  return { outcome: 'failed', reason, answer, replyCode: replyCodeOf(fault.response ?? ''), isServerWide, isPermanent }
}

/** A server's line as it may be shown: one line, no control characters, no secrets in any form that SMTP uses. */
export function answerText(response: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('base64').replace(/=+$/, '')])
  const line = response.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  const shown = forms.filter((form) => form.length > 0).reduce((text, form) => text.replaceAll(form, '…'), line)
  return cutText(shown, 300)
}

/** The reply code and the enhanced code (RFC 3463): only numbers are kept, so that nothing of the mail is. */
export function replyCodeOf(response: string): string {
  const found = /^(\d{3})(?:[ -]([245]\.\d{1,3}\.\d{1,3}))?/.exec(response)
  return found === null ? '' : found.slice(1).filter(Boolean).join(' ')
}
