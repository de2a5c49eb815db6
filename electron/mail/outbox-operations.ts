import { DomainError } from '../../shared/errors.ts'
import type { MailId, mailContract, OutboxMail } from '../../shared/mail.ts'
import { mailAddressFault } from '../../shared/rules/mail-address.ts'
import { cutText } from '../../shared/rules/text/cut-text.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { MailStore, OutboxRow } from './mail-store.ts'

export type OutboxOperationsDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly now: () => number
  readonly store: MailStore
  readonly wake: () => void
}
type Operations = Pick<Implements<typeof mailContract>, 'outbox' | 'retry' | 'remove'>
type Input<K extends keyof Operations> = Parameters<Operations[K]>[0]

/** The operations by which an admin sees the outbox and changes it. */
export function createOutboxOperations(deps: OutboxOperationsDeps): Operations {
  function must(id: MailId): OutboxRow {
    const row = deps.store.byId(id)
    if (row === null) throw new DomainError('NOT_FOUND', { what: 'mail' })
    return row
  }

  function note(action: 'Retry mail.' | 'Remove mail.', row: OutboxRow, call: Call): void {
    const detail = { template: row.template }
    deps.audit.append({ action, target: { id: null, name: cutText(row.recipient, 320) }, detail }, call)
  }

  function retry({ id }: Input<'retry'>, call: Call) {
    deps.db.transaction(() => {
      const row = must(id)
      const isGood = mailAddressFault(row.recipient) === null
      if (!isGood || (row.state !== 'waiting' && row.state !== 'stuck')) throw new DomainError('MAIL_STATE')
      deps.store.tryNow(id, deps.now())
      note('Retry mail.', row, call)
    })
    deps.wake()
    return {}
  }

  function remove({ id }: Input<'remove'>, call: Call) {
    deps.db.transaction(() => {
      const row = must(id)
      if (row.state === 'sending') throw new DomainError('MAIL_STATE')
      deps.store.remove(id)
      note('Remove mail.', row, call)
    })
    return {}
  }

  return {
    outbox: ({ state, offset, limit }) => ({
      mails: deps.store.list(state, offset, limit).map(asMail),
      total: deps.store.count(state),
      counts: {
        waiting: deps.store.count('waiting') + deps.store.count('sending'),
        stuck: deps.store.count('stuck'),
      },
    }),
    retry,
    remove,
  }
}

function asMail(row: OutboxRow): OutboxMail {
  const { template, language, state, attempts, reason } = row
  return {
    id: row.id as MailId,
    to: row.recipient,
    template,
    language,
    state,
    createdAt: row.created_at,
    attempts,
    nextTryAt: state === 'waiting' ? row.next_try_at : null,
    sentAt: state === 'sent' ? row.ended_at : null,
    reason: state === 'sent' ? null : reason,
    replyCode: row.reply_code,
  }
}
