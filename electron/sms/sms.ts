import { DomainError } from '../../shared/errors.ts'
import { checkEmail } from '../../shared/rules/username.ts'
import { type SmsGateway, type smsContract, smsGateway } from '../../shared/sms.ts'
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

  const service: Implements<typeof smsContract> = {
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
        run({ path: number === null ? null : way.path, number: number ?? nobodysNumber, text })
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
