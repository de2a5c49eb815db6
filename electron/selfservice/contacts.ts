import { randomUUID } from 'node:crypto'
import { DomainError } from '../../shared/errors.ts'
import { codeLife, isCodeOver } from '../../shared/rules/reset-attempt.ts'
import { checkEmail, usernameKey } from '../../shared/rules/username.ts'
import type { Contact } from '../../shared/users.ts'
import type { Sql } from '../db/database.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vault } from '../vault/vault.ts'
import type { CodeRow } from './attempts-store.ts'
import { newDigits, sameBytes, spacedDigits, typedMaterial } from './codes.ts'
import type { MailPort } from './proofs.ts'
import { codeHash } from './prove.ts'

export type ContactsDeps = {
  readonly sql: Sql
  readonly vault: Vault
  readonly mail: MailPort
  readonly now: () => number
}
export type Contacts = ReturnType<typeof createContacts>

const fields = ['alternateEmail', 'mobilePhone'] as const
/** Where codes can be sent to. */
export type Reachable = Pick<Contact, (typeof fields)[number]>

/**
 * What somebody writes into their own contact information must not reset their password before they have proved it: whoever finds a screen
 * unlocked could otherwise take the account along. What an admin writes counts at once.
 */
export function createContacts(deps: ContactsDeps) {
  const { sql } = deps
  const doubt = sql.prepare(
    'INSERT INTO unproved_contacts VALUES (@id, @field, @value) ON CONFLICT (user_id, field) DO UPDATE SET value = @value',
  )
  const trust = sql.prepare('DELETE FROM unproved_contacts WHERE user_id = ? AND field = ?')
  const isDoubted = sql.prepare('SELECT 1 FROM unproved_contacts WHERE user_id = ? AND field = ? AND value = ?').pluck()
  const put = sql.prepare(
    `INSERT INTO email_changes VALUES (@id, @address, @hash, @now, @now, 0) ON CONFLICT (user_id)
     DO UPDATE SET address = @address, hash = @hash, sent_at = @now, seen_at = @now, tries = 0`,
  )
  const get = sql.prepare<[number], CodeRow & { readonly address: string }>(
    'SELECT address, hash, sent_at AS sentAt, seen_at AS seenAt, tries FROM email_changes WHERE user_id = ?',
  )
  const fail = sql.prepare('UPDATE email_changes SET tries = tries + 1, seen_at = max(seen_at, ?) WHERE user_id = ?')
  const spend = sql.prepare('DELETE FROM email_changes WHERE user_id = ?')
  const isProved = ({ id, contact }: Pick<StoredUser, 'id' | 'contact'>, field: (typeof fields)[number]): boolean =>
    contact[field] !== '' && isDoubted.get(id, field, contact[field]) === undefined
  const record = (id: number, address: string) => `email of ${id} ${address}`

  return {
    /** Inside the transaction of the change. */
    changed: (id: number, before: Reachable, after: Reachable, mustProve: boolean): void => {
      for (const field of fields) {
        if (before[field] === after[field]) continue
        if (mustProve && after[field] !== '') doubt.run({ id, field, value: after[field] })
        else trust.run(id, field)
      }
    },
    isProved,
    hasProvedEmail: (user: StoredUser): boolean => isProved(user, 'alternateEmail'),
    /** Mails a code to a new address, inside the caller's transaction. */
    start: (user: StoredUser, address: string): void => {
      const isOwnName = usernameKey(address) === usernameKey(user.username)
      if (!checkEmail(address))
        throw new DomainError('FIELD_INVALID', { field: 'alternateEmail', reason: 'emailInvalid' })
      // Whoever can't sign in may not get into that mailbox either (Entra: alternate email).
      if (isOwnName) throw new DomainError('FIELD_INVALID', { field: 'alternateEmail', reason: 'ownMailbox' })
      if (!deps.mail.isOn()) throw new DomainError('EMAIL_UNAVAILABLE')
      const digits = newDigits()
      const now = deps.now()
      put.run({ id: user.id, address, hash: codeHash(deps.vault, record(user.id, address), digits), now })
      const data = { code: spacedDigits(digits), name: user.displayName, minutes: codeLife / 60_000 }
      const language = user.language ?? 'en'
      deps.mail.queue({ to: address, template: 'verificationCode', language, data, expiresAt: now + codeLife })
    },
    /** The address that a code proves, spent with it; null for a wrong one. Inside the caller's transaction. */
    confirm: (id: number, typed: string): string | null => {
      const row = get.get(id)
      const now = deps.now()
      const hash = codeHash(deps.vault, record(id, row?.address ?? randomUUID()), typedMaterial(typed))
      if (row === undefined || isCodeOver(row, now) || !sameBytes(row.hash, hash)) {
        fail.run(now, id)
        return null
      }
      spend.run(id)
      trust.run(id, 'alternateEmail')
      return row.address
    },
    trust: (id: number): void => void trust.run(id, 'alternateEmail'),
  }
}
