import { DomainError } from '../../shared/errors.ts'
import { createWords } from '../../shared/i18n/i18n.ts'
import type { Language } from '../../shared/ids.ts'
import { smsNumber } from '../../shared/rules/text/sms-number.ts'
import { checkEmail } from '../../shared/rules/username.ts'
import { type SmsFault, type SmsGateway, type SmsTest, type smsContract, smsGateway } from '../../shared/sms.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { QueuedMail } from '../mail/outbox.ts'
import type { MailPort } from '../registration/proofs.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import { faultOfProgram } from './program-fault.ts'
import { createSmsInWorker } from './sms-in-worker.ts'

export type SmsDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly twoPerson: TwoPerson
  readonly mail: MailPort
  readonly organisation: () => string
  readonly bug: (where: string, error: unknown) => string
}
export type Sms = ReturnType<typeof createSms>

/** The number of a decoy, as long as other numbers. */
const nobodysNumber = '+4500000000'

/** Text messages, if the owner has set a way for them: a mail to an address that contains the number, or a program of this machine. */
export function createSms(deps: SmsDeps) {
  const get = deps.db.sql.prepare<[], string>("SELECT value FROM settings WHERE name = 'selfservice.sms'").pluck()
  const put = deps.db.sql.prepare(
    `INSERT INTO settings VALUES ('selfservice.sms', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  )

  const gateway = (): SmsGateway => {
    const text = get.get()
    return text === undefined ? { kind: 'off' } : smsGateway.parse(JSON.parse(text))
  }

  const run = createSmsInWorker((error) => deps.bug('sms', error))

  function mustBeGood(next: SmsGateway): void {
    const isGoodMail =
      next.kind !== 'mail' || (next.pattern.includes('{number}') && checkEmail(addressOf(next.pattern, '+4512345678')))
    if (!isGoodMail) throw new DomainError('FIELD_INVALID', { field: 'pattern', reason: 'emailInvalid' })
    const fault = next.kind === 'command' ? faultOfProgram(next.path) : null
    if (fault !== null) throw new DomainError('FIELD_INVALID', { field: 'path', reason: fault })
  }

  function save(next: SmsGateway, call: Call): void {
    mustBeGood(next)
    const before = gateway()
    deps.db.transaction(() => {
      const setting = `${wayOf(before)} → ${wayOf(next)}`
      // A second admin must agree, because whoever sends the text messages can read the codes.
      const twoPersonDetail = deps.twoPerson.mustHaveSecondAdmin(call, {
        about: null,
        facts: [{ name: 'setting', value: setting }],
      })
      put.run(JSON.stringify(next))
      const detail = { gateway: setting, ...twoPersonDetail }
      deps.audit.append({ action: 'Set SMS gateway.', detail }, call)
    })
  }

  async function sendTest({ number, language }: { number: string; language: Language }, call: Call): Promise<SmsTest> {
    const way = gateway()
    const to = smsNumber(number) ?? ''
    const text = createWords(language).t('sms.test.message', { organisation: deps.organisation() })
    const code = way.kind === 'command' ? await run({ path: way.path, number: to, text }) : 'NO_PROGRAM'
    const how = code === null ? {} : ({ result: 'failure' } as const)
    const event = { action: 'Send test text message.', target: { id: null, name: to } } as const
    deps.db.transaction(() => deps.audit.append({ ...event, ...how }, call))
    return code === null ? { outcome: 'sent' } : { outcome: 'failed', reason: faultOf(code), status: statusOf(code) }
  }

  const service: Implements<typeof smsContract> = {
    sendTest,
    get: () => ({ gateway: gateway() }),
    save: ({ gateway: next }, call) => {
      save(next, call)
      return {}
    },
  }

  return {
    ...service,
    isOn: (): boolean => {
      const way = gateway()
      if (way.kind === 'command') return faultOfProgram(way.path) === null
      return way.kind === 'mail' && deps.mail.isOn()
    },
    /**
     * Queues a mail inside the caller's transaction, or answers a function that starts the program, to be called after the commit. `number`
     * is null for a name that does not exist: the same work is done and nothing is sent.
     */
    send: (number: string | null, text: string, mail: Omit<QueuedMail<'verificationCode'>, 'to'>): (() => void) => {
      const way = gateway()
      if (way.kind === 'mail' && number === null) deps.mail.queueDecoy(mail)
      else if (way.kind === 'mail') deps.mail.queue({ ...mail, to: addressOf(way.pattern, number ?? '') })
      return () => {
        if (way.kind !== 'command') return
        void run({ path: number === null ? null : way.path, number: number ?? nobodysNumber, text })
      }
    },
  }
}

function addressOf(pattern: string, number: string): string {
  return pattern.replaceAll('{number}', number.slice(1))
}

function wayOf(gateway: SmsGateway): string {
  if (gateway.kind === 'mail') return gateway.pattern
  return gateway.kind === 'command' ? gateway.path : 'off'
}

const faults: Readonly<Record<string, SmsFault>> = {
  NO_PROGRAM: 'noProgram',
  ENOENT: 'missing',
  EACCES: 'notAllowed',
  EPERM: 'notAllowed',
  ETIMEDOUT: 'timeout',
}

function faultOf(code: string): SmsFault {
  if (code.startsWith('REFUSED_')) return 'refused'
  return statusOf(code) === null ? (faults[code] ?? 'other') : 'status'
}

function statusOf(code: string): number | null {
  const [, status] = /^EXIT_(\d+)$/.exec(code) ?? []
  return status === undefined ? null : Number(status)
}
