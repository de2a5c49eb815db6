import { DomainError } from '../../shared/errors.ts'
import { type MailServer, type MailSettings, mailServer } from '../../shared/mail.ts'
import { checkMailHost, checkMailName, mailAddressFault } from '../../shared/rules/mail-address.ts'
import type { Vault } from '../vault/vault.ts'
import type { MailStore } from './mail-store.ts'
import type { Account } from './send.ts'

const off: MailServer = {
  isOn: false,
  host: '',
  port: 587,
  security: 'starttls',
  username: '',
  senderName: '',
  senderAddress: '',
}
const purpose = 'mail password'

/** What the password is sealed with: it opens only for the server and the login that it was typed for. */
const recordOf = ({ host, port, security, username }: MailServer) => JSON.stringify([host, port, security, username])

export type PasswordChoice = { readonly kind: 'keep' | 'none' } | { readonly kind: 'set'; readonly password: string }

export type MailSettingsDeps = { readonly store: MailStore; readonly vault: Vault; readonly organisation: () => string }

/** The mail server as stored, its password sealed by the vault. */
export function createMailSettings({ store, vault, organisation }: MailSettingsDeps) {
  const stored = () => {
    const row = store.settings()
    return { server: row === null ? off : mailServer.parse(JSON.parse(row.value)), sealed: row?.sealed ?? null }
  }

  function sealedFor(next: MailServer, choice: PasswordChoice): Uint8Array | null {
    if (next.username === '') return null
    if (choice.kind === 'set') return vault.seal(purpose, recordOf(next), choice.password)
    const { server, sealed } = stored()
    const isKept = choice.kind === 'keep' && sealed !== null && recordOf(server) === recordOf(next)
    if (!isKept) throw new DomainError('MAIL_PASSWORD_NEEDED')
    return sealed
  }

  return {
    read: (): MailSettings => {
      const { server, sealed } = stored()
      return { ...server, hasPassword: sealed !== null }
    },
    isOn: () => stored().server.isOn && vault.isOpen(),
    /** Writes inside the caller's transaction and answers what changed, for the audit log; null when nothing did. */
    write: (next: MailServer, choice: PasswordChoice): Record<string, string> | null => {
      checkServer(next)
      const { server: before, sealed } = stored()
      const names = (Object.keys(off) as (keyof MailServer)[]).filter((name) => before[name] !== next[name])
      const detail = Object.fromEntries(names.map((name) => [name, `${before[name]} → ${next[name]}`]))
      const password = sealedFor(next, choice)
      if (password !== null && choice.kind === 'set') detail.mailPassword = 'true'
      else if ((password === null) !== (sealed === null)) detail.mailPassword = 'true'
      if (Object.keys(detail).length === 0) return null
      store.putSettings(JSON.stringify(next), password)
      return detail
    },
    /**
     * The server with its password; null when there is none, or when `mustBeOn` and it is switched off. Throws VAULT_LOCKED and
     * MAIL_PASSWORD_DAMAGED.
     */
    account: (mustBeOn: boolean): Account | null => {
      const { server, sealed } = stored()
      if (server.host === '' || server.senderAddress === '' || (mustBeOn && !server.isOn)) return null
      const password = sealed === null ? null : vault.unseal(purpose, recordOf(server), sealed)
      if (sealed !== null && password === null) throw new DomainError('MAIL_PASSWORD_DAMAGED')
      return { server, password, organisation: organisation() }
    },
  }
}

/** Refuses settings that can't work; while mail is switched off they may be incomplete. */
function checkServer({ isOn, host, senderAddress, senderName, username }: MailServer): void {
  const fail = (field: keyof MailServer) => {
    throw new DomainError('FIELD_INVALID', { field, reason: 'invalid' })
  }
  if ((isOn || host !== '') && !checkMailHost(host)) fail('host')
  if ((isOn || senderAddress !== '') && mailAddressFault(senderAddress) !== null) fail('senderAddress')
  if (!checkMailName(senderName)) fail('senderName')
  if (/\p{Cc}/u.test(username)) fail('username')
}
