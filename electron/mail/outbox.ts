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
/** How long to wait after each failed try; the last one again and again until a day is over. */
const pauses = [30 * second, 2 * minute, 10 * minute, hour, 4 * hour] as const
/** A next try that is further ahead than this was dated by a wrong clock. */
const longestPause = pauses[4]
/** How long what became of a mail can be looked up. */
const keptFor = 30 * day
/** How long to wait when the store can't be written; the last one again and again. */
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
  /** After this moment the mail would only confuse, such as a code that works no more; milliseconds UTC, null for never. */
  readonly expiresAt: number | null
}
export type Outbox = ReturnType<typeof createOutbox>

const recordOf = (row: Pick<OutboxRow, 'id' | 'recipient'>) => `${row.id} ${row.recipient}`

/**
 * Mails that wait in the store until the server has taken them, sent one after another. A mail is marked before and after it is sent, so
 * that a kill between the two sends it again at the next start: at least once, never lost, with the same Message-ID.
 */
export function createOutbox(deps: OutboxDeps) {
  const { store, now } = deps
  const closing = new AbortController()
  const isClosing = () => closing.signal.aborted
  let isStarted = false
  let running: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  /** The last failure that concerns every mail; a mail that is never sent must wait as long as the others. */
  let lastFailure: Failure | null = null
  /** Outcomes that the store could not be told yet: until they are, those mails are not sent again. */
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
    // A mail cut off by the end of the program stays marked, and is sent again at the next start.
    else if (!isClosing()) unsaved.push(() => deps.db.transaction(() => settle(row, delivery)))
    save()
  }

  /** Writes down what became of mails. Throws where the store can't be written, and keeps what is left for the next time. */
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

  /** A store that can't be written is no bug, but it is said once; every mail waits, and none is sent that could not be marked before. */
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

  /** Looks again when the next mail is due, and once a minute at least, because a machine that slept has an older timer. */
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

  /** After the caller's transaction, which is over before the next turn of the event loop. */
  function wake(): void {
    if (isStarted && !isClosing()) setImmediate(() => void (isClosing() || run()))
  }

  return {
    /** Aborts what is being sent when the program ends. */
    closing: closing.signal,
    put,
    wake,
    /** Begins to send, with what a killed process left half done. */
    start: (): void => {
      if (!isStarted) store.recover()
      isStarted = true
      wake()
    },
    /** Sends what is due now, and answers when that is done. */
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
        // The next start sends these once more, with the same Message-ID.
      }
    },
  }
}
