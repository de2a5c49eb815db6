import { randomUUID } from 'node:crypto'
import { DomainError, isDomainError } from '../../shared/errors.ts'
import type { MailId, mailContract } from '../../shared/mail.ts'
import { mailAddressFault } from '../../shared/rules/mail-address.ts'
import type { TemplateName } from '../../shared/rules/mail-template.ts'
import { settingFacts } from '../../shared/rules/two-person.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import type { Vault } from '../vault/vault.ts'
import { needsUtf8 } from './ascii-address.ts'
import { createMailSettings } from './mail-settings.ts'
import { createMailStore } from './mail-store.ts'
import { createOutbox, type QueuedMail } from './outbox.ts'
import { createOutboxOperations } from './outbox-operations.ts'
import { renderMail } from './render.ts'
import type { Send } from './send.ts'
import type { SendInWorker } from './send-in-worker.ts'
import { createTemplateOperations } from './template-operations.ts'
import { createTemplates } from './templates.ts'

export type MailDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly twoPerson: TwoPerson
  readonly vault: Vault
  /** The sender's name, unless another one is set. */
  readonly organisation: () => string
  readonly bug: (where: string, error: unknown) => string
  readonly now: () => number
  /** The instant up to which what has ended may be erased for good, even if the clock is wrong. */
  readonly erasableUntil: () => number
  /** Sends what is queued; ends with this service. */
  readonly worker: SendInWorker
}
export type Mail = ReturnType<typeof createMail>
type Service = Implements<typeof mailContract>
type Input<K extends keyof Service> = Parameters<Service[K]>[0]

/** How long a refusal is believed, milliseconds: somebody may look after the server meanwhile. */
const refusalKnownFor = 3_600_000

/** An address that belongs to nobody (RFC 2606) and is as long as others. */
const nobodysAddress = 'nobody.in.particular@keydesk.invalid'

/** Mail by SMTP: the server, the templates and the outbox. */
export function createMail(deps: MailDeps) {
  const { db, audit, vault, now, organisation, worker } = deps
  const store = createMailStore(db.sql)
  const settings = createMailSettings({ store, vault, organisation })
  const templates = createTemplates(store)
  /** When the server last refused an address beyond ASCII; null if it never did, or has taken one or been replaced since. */
  let refusedUtf8At: number | null = null
  const send: Send = async (by, message, signal) => {
    const delivery = await worker.send(by, message, signal)
    if (delivery.outcome === 'sent' && needsUtf8(message.to)) refusedUtf8At = null
    if (delivery.outcome === 'failed' && delivery.reason === 'recipientNeedsUtf8') refusedUtf8At = now()
    return delivery
  }
  /** The mail server; null while mail is off, the vault is locked or the password is damaged, so that every mail waits. */
  function account() {
    try {
      return vault.isOpen() ? settings.account(true) : null
    } catch (error) {
      if (isDomainError(error, 'MAIL_PASSWORD_DAMAGED')) return null
      throw error
    }
  }
  const outbox = createOutbox({
    db,
    store,
    vault,
    templates,
    account,
    send,
    sendNothing: worker.sendNothing,
    now,
    erasableUntil: deps.erasableUntil,
    bug: deps.bug,
  })

  function save({ server, password }: Input<'save'>, call: Call) {
    const next = { ...server, host: server.host.toLowerCase() }
    db.transaction(() => {
      const detail = settings.write(next, password)
      if (detail === null) return
      // A second admin must agree, because whoever runs the mail server can read the codes and links of others.
      const twoPersonDetail = deps.twoPerson.mustHaveSecondAdmin(call, { about: null, facts: settingFacts(detail) })
      audit.append({ action: 'Set mail settings.', detail: { ...detail, ...twoPersonDetail } }, call)
      // What failed with the old settings may succeed with the new ones.
      store.tryAllNow(now())
      refusedUtf8At = null
    })
    outbox.wake()
    return settings.read()
  }

  async function sendTest({ to, language }: Input<'sendTest'>, call: Call) {
    if (mailAddressFault(to) !== null) throw new DomainError('FIELD_INVALID', { field: 'to', reason: 'invalid' })
    const by = settings.account(false)
    if (by === null) throw new DomainError('MAIL_OFF')
    const data = { name: call.actor?.displayName ?? '', time: now() }
    const rendered = renderMail(templates.one('testMail', language), data, { language, organisation: organisation() })
    const delivery = await send(by, { ...rendered, id: randomUUID(), to, language }, outbox.closing)
    const { outcome, answer } = delivery
    const event = { action: 'Send test mail.', target: { id: null, name: to } } as const
    const how = outcome === 'sent' ? {} : ({ result: 'failure', reason: delivery.reason } as const)
    db.transaction(() => audit.append({ ...event, ...how }, call))
    return outcome === 'sent' ? { outcome, answer } : { outcome, answer, reason: delivery.reason }
  }

  function from(): string {
    const { senderName, senderAddress } = settings.read()
    return `${senderName || organisation()} <${senderAddress || '…'}>`
  }

  const service: Service = {
    get: () => settings.read(),
    save,
    sendTest,
    ...createTemplateOperations({ ...deps, templates, from }),
    ...createOutboxOperations({ ...deps, store, wake: outbox.wake }),
  }

  return {
    ...service,
    /** True when a mail that is queued now has a server to go to. */
    isOn: settings.isOn,
    /** False for an address that the server would refuse for its letters, as far as it is known from the last hour. */
    takes: (to: string): boolean =>
      !needsUtf8(to) || refusedUtf8At === null || now() - refusedUtf8At >= refusalKnownFor,
    /**
     * Puts a mail into the outbox, inside the caller's transaction. Throws MAIL_OFF and VAULT_LOCKED. A bad address does not throw: the mail
     * is shown as stuck, so that a notice never prevents the change that it reports.
     */
    queue: <T extends TemplateName>(mail: QueuedMail<T>): MailId => {
      if (!settings.read().isOn) throw new DomainError('MAIL_OFF')
      return outbox.put(mail)
    },
    /** Does the same work for a mail that is never sent, for a name that does not exist, so that the time taken does not tell who exists. */
    queueDecoy: <T extends TemplateName>(mail: Omit<QueuedMail<T>, 'to'>): void => {
      if (!settings.read().isOn) throw new DomainError('MAIL_OFF')
      outbox.put({ ...mail, to: nobodysAddress }, 1)
    },
    start: outbox.start,
    wake: outbox.wake,
    work: outbox.work,
    tidy: outbox.tidy,
    close: async (): Promise<void> => {
      await outbox.close()
      await worker.close()
    },
  }
}
