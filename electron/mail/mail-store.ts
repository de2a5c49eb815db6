import type { Language } from '../../shared/ids.ts'
import { knownLanguage } from '../../shared/languages.ts'
import type { MailReason, MailState } from '../../shared/mail.ts'
import type { TemplateName, TemplateText } from '../../shared/rules/mail-template.ts'
import type { Sql } from '../db/database.ts'

export type OutboxRow = {
  number: number
  id: string
  recipient: string
  template: TemplateName
  language: Language
  sealed: Uint8Array | null
  state: MailState
  created_at: number
  tried_since: number
  expires_at: number | null
  next_try_at: number
  ended_at: number | null
  attempts: number
  reason: MailReason | null
  reply_code: string
  /** 1 for a mail that is never sent, because the name that it was asked for does not exist. */
  is_decoy: number
}
export type NewMail = Pick<
  OutboxRow,
  'id' | 'recipient' | 'template' | 'language' | 'sealed' | 'state' | 'expires_at' | 'reason'
> & { readonly isDecoy: 0 | 1; readonly now: number }
/** Why a try failed, and for how many of the waiting mails. */
export type Failed = {
  readonly number: number
  readonly now: number
  readonly nextTry: number
  readonly reason: MailReason
  readonly replyCode: string
}

/** The SQL of the mail settings and the edited templates. */
function createSettingsRows(sql: Sql) {
  const settings = sql.prepare<[], { value: string; sealed: Uint8Array | null }>(
    'SELECT value, sealed FROM mail_settings WHERE id = 1',
  )
  const putSettings = sql.prepare(
    `INSERT INTO mail_settings VALUES (1, ?, ?)
     ON CONFLICT (id) DO UPDATE SET value = excluded.value, sealed = excluded.sealed`,
  )
  const template = sql.prepare<unknown[], TemplateText>(
    'SELECT subject, body FROM mail_templates WHERE template = ? AND language = ?',
  )
  const putTemplate = sql.prepare(
    `INSERT INTO mail_templates VALUES (?, ?, ?, ?)
     ON CONFLICT (template, language) DO UPDATE SET subject = excluded.subject, body = excluded.body`,
  )
  const removeTemplate = sql.prepare('DELETE FROM mail_templates WHERE template = ? AND language = ?')
  return {
    settings: () => settings.get() ?? null,
    putSettings: (value: string, sealed: Uint8Array | null) => putSettings.run(value, sealed),
    template: (name: TemplateName, language: Language) => template.get(name, language) ?? null,
    putTemplate: (name: TemplateName, language: Language, { subject, body }: TemplateText) =>
      putTemplate.run(name, language, subject, body),
    removeTemplate: (name: TemplateName, language: Language) => removeTemplate.run(name, language),
  }
}

/** The SQL of sending attempts. */
function createOutboxTries(sql: Sql) {
  const insert = sql.prepare(
    `INSERT INTO mail_outbox (id, recipient, template, language, sealed, state, created_at, tried_since, expires_at, next_try_at, reason, is_decoy)
     VALUES (@id, @recipient, @template, @language, @sealed, @state, @now, @now, @expires_at, @now, @reason, @isDecoy)`,
  )
  const recover = sql.prepare("UPDATE mail_outbox SET state = 'waiting' WHERE state = 'sending'")
  const begin = sql.prepare("UPDATE mail_outbox SET state = 'sending', attempts = attempts + 1 WHERE number = ?")
  const sent = sql.prepare(
    `UPDATE mail_outbox SET state = 'sent', sealed = NULL, ended_at = @now, reason = NULL, reply_code = ''
     WHERE number = @number`,
  )
  const stuck = sql.prepare(
    `UPDATE mail_outbox SET state = 'stuck', ended_at = @now, reason = @reason, reply_code = @replyCode
     WHERE number = @number`,
  )
  const wait = sql.prepare(
    `UPDATE mail_outbox SET state = 'waiting', next_try_at = @nextTry, reason = @reason, reply_code = @replyCode
     WHERE number = @number`,
  )
  // After a failure of the server itself the other mails are not tried.
  const waitAll = sql.prepare(
    `UPDATE mail_outbox SET next_try_at = max(next_try_at, @nextTry), reason = @reason, reply_code = @replyCode
     WHERE state = 'waiting'`,
  )
  const giveUp = sql.prepare(
    `UPDATE mail_outbox SET state = 'stuck', ended_at = @now, reason = coalesce(reason, 'unknown')
     WHERE state = 'waiting' AND tried_since <= @before`,
  )
  return {
    insert: (mail: NewMail) => insert.run(mail),
    /** Marks mails as waiting that a killed process was sending, so that they are sent again. */
    recover: () => recover.run(),
    begin: (number: number) => begin.run(number),
    sent: (number: number, now: number) => sent.run({ number, now }),
    stuck: (failed: Failed) => stuck.run(failed),
    wait: (failed: Failed) => wait.run(failed),
    waitAll: (failed: Failed) => waitAll.run(failed),
    giveUp: (now: number, before: number) => giveUp.run({ now, before }),
  }
}

/** The SQL of what happens to mails in the outbox by admins and by time. */
function createOutboxCare(sql: Sql) {
  const expire = sql.prepare(
    `UPDATE mail_outbox SET state = 'expired', sealed = NULL, ended_at = @now
     WHERE expires_at <= @now AND state IN ('waiting', 'stuck')`,
  )
  const purge = sql.prepare("DELETE FROM mail_outbox WHERE ended_at <= ? AND state IN ('sent', 'stuck', 'expired')")
  const purgeDecoys = sql.prepare('DELETE FROM mail_outbox WHERE is_decoy = 1 AND ended_at IS NOT NULL')
  const tryNow = sql.prepare(
    `UPDATE mail_outbox SET state = 'waiting', next_try_at = @now, tried_since = @now, ended_at = NULL WHERE id = @id`,
  )
  const tryAllNow = sql.prepare("UPDATE mail_outbox SET next_try_at = ?, tried_since = ? WHERE state = 'waiting'")
  const bringBack = sql.prepare(
    `UPDATE mail_outbox SET next_try_at = @now, tried_since = min(tried_since, @now)
     WHERE state = 'waiting' AND next_try_at > @latest`,
  )
  const remove = sql.prepare('DELETE FROM mail_outbox WHERE id = ?')
  return {
    expire: (now: number) => expire.run({ now }),
    /** Makes mails due at once whose next try lies further ahead than any pause, because a wrong clock dated it. */
    bringBack: (now: number, longestPause: number) => bringBack.run({ now, latest: now + longestPause }),
    purge: (before: number) => {
      purge.run(before)
      purgeDecoys.run()
    },
    tryNow: (id: string, now: number) => tryNow.run({ id, now }),
    tryAllNow: (now: number) => tryAllNow.run(now, now),
    remove: (id: string) => remove.run(id),
  }
}

const inKnownLanguage = (row: OutboxRow): OutboxRow => ({ ...row, language: knownLanguage(row.language) })
const asMail = (row: OutboxRow | undefined) => (row === undefined ? null : inKnownLanguage(row))

/** The SQL that reads the outbox. */
function createOutboxViews(sql: Sql) {
  const due = sql.prepare<unknown[], OutboxRow>(
    "SELECT * FROM mail_outbox WHERE state = 'waiting' AND next_try_at <= @now AND (expires_at IS NULL OR expires_at > @now) ORDER BY next_try_at, number LIMIT 1",
  )
  const next = sql
    .prepare(
      "SELECT min(next_try_at) FROM mail_outbox WHERE state = 'waiting' AND (expires_at IS NULL OR expires_at > ?)",
    )
    .pluck()
  const byId = sql.prepare<unknown[], OutboxRow>('SELECT * FROM mail_outbox WHERE id = ? AND is_decoy = 0')
  const list = sql.prepare<unknown[], OutboxRow>(
    `SELECT * FROM mail_outbox WHERE is_decoy = 0 AND (@state IS NULL OR state = @state) ORDER BY number DESC LIMIT @limit OFFSET @offset`,
  )
  const count = sql
    .prepare('SELECT count(*) FROM mail_outbox WHERE is_decoy = 0 AND (@state IS NULL OR state = @state)')
    .pluck()
  return {
    due: (now: number) => asMail(due.get({ now })),
    /** The instant of the next thing to do; null when nothing waits. */
    next: (now: number) => (next.get(now) as number | null) ?? null,
    byId: (id: string) => asMail(byId.get(id)),
    list: (state: MailState | null, offset: number, limit: number) =>
      list.all({ state, offset, limit }).map(inKnownLanguage),
    count: (state: MailState | null) => count.get({ state }) as number,
  }
}

/** The SQL of mail. */
export function createMailStore(sql: Sql) {
  return { ...createSettingsRows(sql), ...createOutboxTries(sql), ...createOutboxCare(sql), ...createOutboxViews(sql) }
}
export type MailStore = ReturnType<typeof createMailStore>
