import { randomUUID } from 'node:crypto'
import { DomainError } from '../../shared/errors.ts'
import type { Language } from '../../shared/ids.ts'
import { codeLife, isCodeOver } from '../../shared/rules/reset-attempt.ts'
import { roleBitsOf } from '../../shared/rules/role-bits.ts'
import { checkEmail, usernameKey } from '../../shared/rules/username.ts'
import { provedByPerson, writerUnknown } from '../../shared/rules/vouched.ts'
import { codeHash, newDigits, sameBytes, spacedDigits, typedMaterial } from '../codes/codes.ts'
import type { Sql } from '../db/database.ts'
import type { Reachable } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { CodeRow } from '../recovery/attempts-store.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vault } from '../vault/vault.ts'
import type { Vouching } from '../vouching/vouching.ts'
import type { MailPort } from './proofs.ts'

export type ContactsDeps = {
  readonly sql: Sql
  readonly vault: Vault
  readonly mail: MailPort
  readonly vouching: Vouching
  readonly rowsOfUser: RowsOfUser
  /** Their own language, or the organisation's. */
  readonly languageOf: (user: StoredUser) => Language
  readonly now: () => number
}
export type Contacts = ReturnType<typeof createContacts>

/**
 * Whether codes may go to an address or number. What people enter for themselves counts only after they have proved it, because somebody who
 * finds a screen unlocked could otherwise take over the account. What an admin entered counts as long as that admin could reset the person
 * now.
 */
export function createContacts(deps: ContactsDeps) {
  const { sql } = deps
  deps.rowsOfUser.goWithDeletion('email_changes')
  const put = sql.prepare(
    `INSERT INTO email_changes VALUES (@id, @address, @hash, @now, @now, 0) ON CONFLICT (user_id)
     DO UPDATE SET address = @address, hash = @hash, sent_at = @now, seen_at = @now, tries = 0`,
  )
  const get = sql.prepare<[number], CodeRow & { readonly address: string }>(
    'SELECT address, hash, sent_at AS sentAt, seen_at AS seenAt, tries FROM email_changes WHERE user_id = ?',
  )
  const fail = sql.prepare('UPDATE email_changes SET tries = tries + 1, seen_at = max(seen_at, ?) WHERE user_id = ?')
  const spend = sql.prepare('DELETE FROM email_changes WHERE user_id = ?')
  const counts = (user: StoredUser, field: keyof Reachable): boolean => {
    const voucher = user.vouchers[field]
    const writer = voucher === 'proved' ? provedByPerson : (voucher ?? writerUnknown)
    return user.contact[field] !== '' && deps.vouching.judge().counts(writer, user.id, roleBitsOf(user.roles))
  }
  const record = (id: number, address: string) => `email of ${id} ${address}`

  return {
    /** Whether codes and links may go there, judged by what the person has proved and by today's roles of the author. */
    counts,
    hasGoodEmail: (user: StoredUser): boolean => counts(user, 'alternateEmail'),
    /** Mails a code to a new address, inside the caller's transaction. */
    start: (user: StoredUser, address: string): void => {
      const isOwnName = usernameKey(address) === usernameKey(user.username)
      if (!checkEmail(address))
        throw new DomainError('FIELD_INVALID', { field: 'alternateEmail', reason: 'emailInvalid' })
      // The sign-in mailbox is refused, because somebody who can't sign in may not be able to read it either (Entra: alternate email).
      if (isOwnName) throw new DomainError('FIELD_INVALID', { field: 'alternateEmail', reason: 'ownMailbox' })
      if (!deps.mail.isOn()) throw new DomainError('EMAIL_UNAVAILABLE')
      if (!deps.mail.takes(address)) throw new DomainError('EMAIL_NOT_TAKEN')
      const digits = newDigits()
      const now = deps.now()
      put.run({ id: user.id, address, hash: codeHash(deps.vault, record(user.id, address), digits), now })
      const data = { code: spacedDigits(digits), name: user.displayName, minutes: codeLife / 60_000 }
      const language = deps.languageOf(user)
      deps.mail.queue({ to: address, template: 'verificationCode', language, data, expiresAt: now + codeLife })
    },
    /** The address that a code proves, null for a wrong code. A right code is used up; inside the caller's transaction. */
    confirm: (id: number, typed: string): string | null => {
      const row = get.get(id)
      const now = deps.now()
      const hash = codeHash(deps.vault, record(id, row?.address ?? randomUUID()), typedMaterial(typed))
      if (row === undefined || isCodeOver(row, now) || !sameBytes(row.hash, hash)) {
        fail.run(now, id)
        return null
      }
      spend.run(id)
      return row.address
    },
  }
}
