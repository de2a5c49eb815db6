import { randomUUID } from 'node:crypto'
import type { Language } from '../../shared/ids.ts'
import type { MailId } from '../../shared/mail.ts'
import { mailAddressFault } from '../../shared/rules/mail-address.ts'
import type { TemplateData, TemplateName } from '../../shared/rules/mail-template.ts'
import type { Database } from '../db/database.ts'
import { asStoreError } from '../db/store-errors.ts'
import { isStoreFault } from '../db/store-faults.ts'
import type { Vault } from '../vault/vault.ts'
import type { Failure } from './delivery-faults.ts'
import type { MailStore, OutboxRow } from './mail-store.ts'
import { type MailData, renderMail } from './render.ts'
import type { Account, Delivery, Message, Send } from './send.ts'
import type { SendInWorker } from './send-in-worker.ts'
import type { Templates } from './templates.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
/** How long to wait after each failed try; the last value repeats until a day is over. */
const pauses = [30 * second, 2 * minute, 10 * minute, hour, 4 * hour] as const
/** A next try that is further ahead than this was dated by a wrong clock. */
const longestPause = pauses[4]
/** How long finished mails stay in the list. */
const keptFor = 30 * day
/** How long to wait while the store can't be written; the last value repeats. */
const storePauses = [second, 5 * second, 15 * second, minute] as const
const purpose = 'mail data'

export type OutboxDeps = {
  readonly db: Database
  readonly store: MailStore
  readonly vault: Vault
  readonly templates: Templates
  /** The server to send by; null while mail is off or the vault is locked. */
  readonly account: () => Account | null
  readonly send: Send
  /** The same exchange with the worker, but without a mail. */
  readonly sendNothing: SendInWorker['sendNothing']
  readonly now: () => number
  /** The instant up to which what has ended may be erased for good, even if the clock is wrong. */
  readonly erasableUntil: () => number
  readonly bug: (where: string, error: unknown) => string
}
export type QueuedMail<T extends TemplateName = TemplateName> = {
  readonly to: string
  readonly template: T
  readonly language: Language
  readonly data: TemplateData<T>
  /** After this moment the mail is not sent any more, such as a code that has lapsed; milliseconds UTC, null for never. */
  readonly expiresAt: number | null
}
export type Outbox = ReturnType<typeof createOutbox>

const recordOf = (row: Pick<OutboxRow, 'id' | 'recipient'>) => `${row.id} ${row.recipient}`

/**
 * Mails that wait in the store until the server has accepted them, sent one after another. A mail is marked before and after it is sent, so
 * that one that was cut off by a kill is sent again at the next start: each mail is sent at least once, with the same Message-ID.
 */
export function createOutbox(deps: OutboxDeps) {
  const { store, now } = deps
  const closing = new AbortController()
  const isClosing = () => closing.signal.aborted
  let isStarted = false
  let running: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  /** The last failure that concerns every mail, kept because a decoy must then wait as long as real mails. */
  let lastFailure: Failure | null = null
  /** Outcomes that could not be stored yet; until they are, their mails are not sent again. */
  const unsaved: (() => void)[] = []
  let storeFaults = 0

  function put<T extends TemplateName>(mail: QueuedMail<T>, isDecoy: 0 | 1 = 0): MailId {
    const { to, template, language, data, expiresAt } = mail
    const id = randomUUID() as MailId
    const sealed = deps.vault.seal(purpose, recordOf({ id, recipient: to }), JSON.stringify(data))
    const isGood = mailAddressFault(to) === null
    const [state, reason] = isGood ? (['waiting', null] as const) : (['stuck', 'addressInvalid'] as const)
    store.insert({
      id,
      recipient: to,
      template,
      language,
      sealed,
      state,
      reason,
      expires_at: expiresAt,
      isDecoy,
      now: now(),
    })
    wake()
    return id
  }

  function messageOf(row: OutboxRow, { organisation }: Account): Message | null {
    const plain = row.sealed === null ? null : deps.vault.unseal(purpose, recordOf(row), row.sealed)
    if (plain === null) return null
    const { id, recipient: to, language } = row
    const template = deps.templates.one(row.template, language)
    return { id, to, language, ...renderMail(template, JSON.parse(plain) as MailData, { language, organisation }) }
  }

  async function decoyed(account: Account, message: Message): Promise<Delivery> {
    await deps.sendNothing(account, message)
    return lastFailure ?? { outcome: 'sent', answer: '' }
  }

  async function sendOne(row: OutboxRow, account: Account): Promise<void> {
    store.begin(row.number)
    const message = messageOf(row, account)
    const stuck = { number: row.number, now: now(), nextTry: now(), reason: 'notReadable', replyCode: '' } as const
    if (message === null) return void store.stuck(stuck)
    const delivery =
      row.is_decoy === 1 ? await decoyed(account, message) : await deps.send(account, message, closing.signal)
    if (row.is_decoy === 0) lastFailure = delivery.outcome === 'failed' && delivery.isServerWide ? delivery : null
    if (delivery.outcome === 'sent') unsaved.push(() => store.sent(row.number, now()))
    // A mail that was cut off by the end of the program stays marked and is sent again at the next start.
    else if (!isClosing()) unsaved.push(() => deps.db.transaction(() => settle(row, delivery)))
    save()
  }

  /** Stores the outcomes that are left. Throws where the store can't be written, and keeps the rest for the next time. */
  function save(): void {
    for (let write = unsaved[0]; write !== undefined; write = unsaved[0]) {
      write()
      unsaved.shift()
    }
  }

  function settle(row: OutboxRow, { reason, replyCode, isPermanent, isServerWide }: Failure): void {
    const [at, tries] = [now(), row.attempts + 1]
    const lastTry = row.tried_since + day
    const pause = pauses[Math.min(tries, pauses.length) - 1] ?? day
    const nextTry = at < lastTry ? Math.min(at + pause, lastTry) : at + pause
    const isOver = tries > pauses.length && at >= lastTry
    const failed = { number: row.number, now: at, nextTry, reason, replyCode }
    if (isPermanent || isOver) store.stuck(failed)
    else store.wait(failed)
    if (!isServerWide) return
    if (isOver) store.giveUp(at, at - day)
    store.waitAll(failed)
  }

  async function workThrough(): Promise<void> {
    for (;;) {
      const account = isClosing() ? null : deps.account()
      if (account === null) return
      save()
      store.expire(deps.erasableUntil())
      store.bringBack(now(), longestPause)
      const row = store.due(now())
      if (row === null) return
      await sendOne(row, account)
    }
  }

  function run(): Promise<void> {
    running ??= workThrough()
      .then(() => {
        storeFaults = 0
      })
      .catch(noteFault)
      .finally(() => {
        running = null
        schedule()
      })
    return running
  }

  /** Logs once that the store can't be written, which is no bug: every mail waits, because a mail is not sent before it is marked. */
  function noteFault(thrown: unknown): void {
    const error = asStoreError(thrown)
    if (isStoreFault(error)) storeFaults += 1
    if (!isStoreFault(error) || storeFaults === 1) deps.bug('mail outbox', error)
  }

  function nextTime(): number | null {
    try {
      return store.next(now())
    } catch (error) {
      noteFault(error)
      return now()
    }
  }

  /** Sets the timer for the next mail, at most a minute ahead, because the timer of a machine that slept is late. */
  function schedule(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const next = isClosing() ? null : nextTime()
    const isHeldUp = storeFaults > 0 && !isClosing()
    if (!isHeldUp && (next === null || deps.account() === null)) return
    const pause = storePauses[Math.min(storeFaults, storePauses.length) - 1] ?? second
    timer = setTimeout(() => void run(), isHeldUp ? pause : Math.min(Math.max((next ?? 0) - now(), second), minute))
    timer.unref()
  }

  /** Looks for due mails in the next turn of the event loop, when the caller's transaction is over. */
  function wake(): void {
    if (isStarted && !isClosing()) setImmediate(() => void (isClosing() || run()))
  }

  return {
    /** Aborts the mail that is being sent when the program ends. */
    closing: closing.signal,
    put,
    wake,
    /** Begins to send, first the mails that a killed process left half done. */
    start: (): void => {
      if (!isStarted) store.recover()
      isStarted = true
      wake()
    },
    /** Sends what is due now; the promise resolves when that is done. */
    work: async (): Promise<void> => {
      await running
      await run()
    },
    tidy: (): void => {
      store.expire(deps.erasableUntil())
      store.purge(deps.erasableUntil() - keptFor)
    },
    close: async (): Promise<void> => {
      closing.abort()
      if (timer !== null) clearTimeout(timer)
      await running
      try {
        save()
      } catch {
        // The outcomes that could not be stored are lost: the next start sends these mails again, with the same Message-ID.
      }
    },
  }
}
