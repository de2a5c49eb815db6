import type { SendOptions } from '../../electron/mail/send.ts'
import type { MailServer } from '../../shared/mail.ts'
import { account, certificate, settingsFor } from './mail-server.ts'
import { setUp, type TestOptions } from './test-services.ts'

/** Trusts the tests' certificate and has long timeouts, for a busy machine. */
export const longTimeouts: SendOptions = {
  connectionMs: 60_000,
  socketMs: 60_000,
  wholeMs: 120_000,
  certificates: [certificate.cert],
}
/** Short timeouts, for a server that never answers. */
export const shortTimeouts: SendOptions = { ...longTimeouts, connectionMs: 2_000, socketMs: 400, wholeMs: 3_000 }

/** An organisation whose mail goes to the given port. */
export async function mailDesk(port: number, more: Partial<MailServer> = {}, options: TestOptions = {}) {
  const test = await setUp({ mail: longTimeouts, ...options })
  const server = settingsFor(port, more)
  const password =
    server.username === '' ? ({ kind: 'none' } as const) : ({ kind: 'set', password: account.password } as const)
  await test.services.mail.save({ server, password }, test.owner)
  const { mail } = test.services
  return {
    ...test,
    mail,
    server,
    /** Queues a code for somebody. */
    queueCode: (to = 'ida@home.test', expiresAt: number | null = null) =>
      mail.queue({
        to,
        template: 'verificationCode',
        language: 'en',
        data: { name: 'Ida', code: '493172', minutes: 10 },
        expiresAt,
      }),
    list: async () => (await mail.outbox({ state: null, offset: 0, limit: 50 }, test.owner)).mails,
    test: () => mail.sendTest({ to: 'ida@home.test', language: 'en' }, test.owner),
  }
}
