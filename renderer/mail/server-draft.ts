import type { MailSecurity, MailServer, MailSettings } from '../../shared/mail.ts'
import {
  checkMailHost,
  checkMailName,
  type MailAddressFault,
  mailAddressFault,
} from '../../shared/rules/mail-address.ts'
import { cleanText } from '../../shared/rules/text/look-alikes.ts'

/** The typed values of the mail server's form, which may still be wrong. */
export type ServerDraft = Omit<MailServer, 'port'> & {
  readonly port: string
  /** A new password; empty keeps the stored one. */
  readonly password: string
  /** True if the owner accepts that everybody on the way can read the mails. */
  readonly isWeakAllowed: boolean
}
export type ServerFault = 'host' | 'port' | 'name' | 'password' | 'weak' | MailAddressFault
export type ServerFaults = { readonly [K in keyof ServerDraft]?: ServerFault }

const usualPort: Readonly<Record<MailSecurity, string>> = { starttls: '587', tls: '465', none: '25' }

/** The stored settings as a draft. */
export function draftOf({ hasPassword: _, ...server }: MailSettings): ServerDraft {
  return { ...server, port: String(server.port), password: '', isWeakAllowed: server.security === 'none' }
}

/** Changes the encryption, and the port with it, unless somebody has typed a port of their own. */
export function withSecurity(draft: ServerDraft, security: MailSecurity): Partial<ServerDraft> {
  const isUsual = Object.values(usualPort).includes(draft.port)
  return { security, isWeakAllowed: false, port: isUsual ? usualPort[security] : draft.port }
}

/** The settings that a draft describes. */
export function serverOf(draft: ServerDraft): MailServer {
  const { password: _, isWeakAllowed: __, ...rest } = draft
  const { host, username, senderName, senderAddress } = draft
  const texts = { username: username.trim(), senderName: senderName.trim(), senderAddress: cleanText(senderAddress) }
  return { ...rest, ...texts, host: host.trim().toLowerCase(), port: Number(draft.port) }
}

/** True if the password must be typed again, because a stored password is only sent to the server that it was typed for. */
function needsPassword(draft: ServerDraft, stored: MailSettings): boolean {
  const next = serverOf(draft)
  if (next.username === '' || draft.password !== '') return false
  const isSame = (['host', 'port', 'security', 'username'] as const).every((name) => next[name] === stored[name])
  return !stored.hasPassword || !isSame
}

/** What is wrong with each field; the service checks by the same rules. */
export function serverFaults(draft: ServerDraft, stored: MailSettings): ServerFaults {
  const { isOn, host, port, senderAddress, senderName, username } = serverOf(draft)
  const faults: { -readonly [K in keyof ServerDraft]?: ServerFault } = {}
  if ((isOn || host !== '') && !checkMailHost(host)) faults.host = 'host'
  if (!Number.isInteger(port) || port < 1 || port > 65_535) faults.port = 'port'
  const address = isOn || senderAddress !== '' ? mailAddressFault(senderAddress) : null
  if (address !== null) faults.senderAddress = address
  if (!checkMailName(senderName)) faults.senderName = 'name'
  if (!/^\P{Cc}{0,320}$/u.test(username)) faults.username = 'name'
  if (needsPassword(draft, stored)) faults.password = 'password'
  if (draft.security === 'none' && !draft.isWeakAllowed) faults.isWeakAllowed = 'weak'
  return faults
}
