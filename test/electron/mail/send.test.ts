import { createServer } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSend } from '../../../electron/mail/send.ts'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { mailAddressFault } from '../../../shared/rules/mail-address.ts'
import { cleanText } from '../../../shared/rules/text/look-alikes.ts'
import { longTimeouts, mailDesk, shortTimeouts } from '../../support/mail-desk.ts'
import { account, settingsFor, startMailServer } from '../../support/mail-server.ts'
import { makeCertificate } from '../../support/test-certificate.ts'

/** A server that answers with the given lines, or not at all, which no SMTP library would do. */
async function oddServer(answer: (line: string) => string | null, greeting: string | null = '220 odd ESMTP\r\n') {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    if (greeting !== null) socket.write(greeting)
    socket.on('data', (data) => {
      const reply = answer(data.toString())
      if (reply === 'HANG UP') socket.destroy()
      else if (reply !== null) socket.write(reply)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return (server.address() as { port: number }).port
}

/** The bytes of a quoted word (RFC 2047, 4.2). */
const quoted = (word: string) =>
  word
    .replaceAll('_', ' ')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

const polite = (line: string) => (/^(EHLO|HELO)/.test(line) ? '250-odd\r\n250 AUTH PLAIN LOGIN\r\n' : '250 fine\r\n')

describe('a mail', () => {
  it.each(['starttls', 'tls'] as const)('goes by %s, with login, from the organisation', async (security) => {
    const server = await startMailServer({ secure: security === 'tls' })
    const desk = await mailDesk(server.port, { security, username: account.username })
    expect(await desk.test()).toEqual({ outcome: 'sent', answer: '250 Message accepted' })
    expect(server.logins).toEqual([account.username])
    const [mail] = server.arrived
    expect(mail).toMatchObject({ from: 'desk@nordwind.test', to: ['ida@home.test'], isSecure: true })
    expect(mail?.text).toContain('From: Nordwind <desk@nordwind.test>')
    expect(mail?.text).toContain('Subject: Nordwind: test email')
    expect(mail?.text).toContain('Auto-Submitted: auto-generated')
    expect(mail?.text).not.toMatch(/https?:|src=|X-Mailer/i)
  })

  it('of a domain of any alphabet has no byte above 127 in any header, for servers without SMTPUTF8', async () => {
    const greetings: string[] = []
    const server = await startMailServer({
      hideSMTPUTF8: true,
      onMailFrom: (_, session, done) => {
        greetings.push(session.hostNameAppearsAs)
        done()
      },
    })
    const desk = await mailDesk(server.port, { senderAddress: 'it@blåbær.test', senderName: 'Blåbær' })
    expect(await desk.test()).toMatchObject({ outcome: 'sent' })
    await desk.mail.sendTest({ to: 'eva@пример.test', language: 'da' }, desk.owner)
    expect(greetings).toEqual(['xn--blbr-roah.test', 'xn--blbr-roah.test'])
    expect(server.arrived).toHaveLength(2)
    expect(server.arrived[1]?.text).toMatch(/^To: eva@xn--e1afmkfd\.test$/m)
    for (const { text } of server.arrived) {
      const headers = text.slice(0, text.indexOf('\r\n\r\n'))
      expect(headers).toMatch(/^From: .*<it@xn--blbr-roah\.test>$/m)
      expect(headers).toMatch(/^Message-ID: <[\w-]+@xn--blbr-roah\.test>$/m)
      expect(headers).toMatch(/^[\0-\x7f]*$/)
    }
  })

  it('to an address beyond ASCII goes to a server that announces SMTPUTF8, and is marked so', async () => {
    const asked: unknown[] = []
    const server = await startMailServer({
      onMailFrom: ({ args }, _, done) => {
        asked.push(args)
        done()
      },
    })
    const desk = await mailDesk(server.port, { username: account.username })
    await desk.mail.sendTest({ to: 'søren.møller@blåbær.test', language: 'da' }, desk.owner)
    expect(asked).toMatchObject([{ SMTPUTF8: true }])
    expect(server.arrived).toMatchObject([{ from: 'desk@nordwind.test', to: ['søren.møller@blåbær.test'] }])
    expect(server.arrived[0]?.text).toMatch(/^To: søren\.møller@blåbær\.test\r$/m)
    expect(server.arrived[0]?.text).toMatch(/^Message-ID: <[\w-]+@nordwind\.test>\r$/m)
    // Typed decomposed, as some systems do, it is the same mailbox.
    const caller = createCaller(desk.services.serve, () => desk.owner)
    await caller.mail.sendTest({ to: 'a\u030ase@home.test', language: 'da' })
    expect(server.arrived[1]?.to).toEqual(['åse@home.test'])
    // Asked for once more than logged in, because the extensions are looked at on a connection of their own.
    expect(server.logins).toEqual([account.username, account.username])
  })

  it('to an address beyond ASCII is not even tried at a server without SMTPUTF8, and says why', async () => {
    const recipients: string[] = []
    const server = await startMailServer({
      hideSMTPUTF8: true,
      onMailFrom: ({ address }, _, done) => {
        recipients.push(address)
        done()
      },
    })
    const desk = await mailDesk(server.port, { username: account.username })
    const refused = { outcome: 'failed', reason: 'recipientNeedsUtf8', answer: '' }
    expect(await desk.mail.sendTest({ to: 'søren@firma.test', language: 'da' }, desk.owner)).toEqual(refused)
    expect([recipients, server.logins]).toEqual([[], []])
    expect(await desk.test()).toMatchObject({ outcome: 'sent' })
  })

  it('from an address beyond ASCII goes with SMTPUTF8, and without it says that the sender is the reason', async () => {
    const server = await startMailServer()
    const desk = await mailDesk(server.port, { senderAddress: 'kåre@blåbær.test' })
    expect(await desk.test()).toMatchObject({ outcome: 'sent' })
    expect(server.arrived[0]).toMatchObject({ from: 'kåre@blåbær.test' })
    expect(server.arrived[0]?.text).toMatch(/^From: Nordwind <kåre@blåbær\.test>\r$/m)
    expect(server.arrived[0]?.text).toMatch(/^Message-ID: <[\w-]+@xn--blbr-roah\.test>\r$/m)
    const old = await startMailServer({ hideSMTPUTF8: true })
    const other = await mailDesk(old.port, { senderAddress: 'kåre@blåbær.test' })
    expect(await other.test()).toMatchObject({ outcome: 'failed', reason: 'senderNeedsUtf8' })
    expect(old.arrived).toEqual([])
  })

  it('reaches an address of any alphabet unchanged, with every header readable, whatever the organisation is called', async () => {
    const server = await startMailServer({ disabledCommands: ['STARTTLS'] })
    const send = createSend({ wholeMs: 60_000 })
    const letter = fc.constantFrom(...'aZ9øåÅßжЮλςקم用語ᄒ', 'हि', 'น้ำ', 'é', '-', "'")
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    const address = fc
      .array(letter, { minLength: 1, maxLength: 12 })
      .map((letters) => `${cleanText(letters.join(''))}@home.test`)
      .filter((to) => mailAddressFault(to) === null)
    // Five mails at a time, because the server waits for a tenth of a second at every connection.
    const five = fc.array(fc.tuple(address, name), { minLength: 5, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(five, async (letters) => {
        const ending = new AbortController().signal
        const sent = letters.map(([to, organisation], at) => {
          const on = { server: settingsFor(server.port, { security: 'none' }), password: null, organisation }
          const words = { subject: `${organisation}: x`, text: organisation, html: '', language: 'en' as const }
          return send(on, { ...words, to, id: `id-${at}` }, ending)
        })
        for (const one of await Promise.all(sent)) expect(one).toMatchObject({ outcome: 'sent' })
        const arrived = server.arrived.splice(0)
        expect(arrived.length).toBe(letters.length)
        for (const [at, [to]] of letters.entries()) {
          const mail = arrived.find(({ text }) => text.includes(`\r\nMessage-ID: <id-${at}@`))
          expect(mail?.to).toEqual([to])
          const headers = mail?.text.slice(0, mail.text.indexOf('\r\n\r\n')).replace(/\r\n[ \t]/g, ' ') ?? ''
          expect(headers).toContain(`\r\nTo: ${to}\r\n`)
          // A word that was cut inside a character would not decode (RFC 2047, 5).
          for (const [, coding = '', word = ''] of headers.matchAll(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi)) {
            const bytes = Buffer.from(coding === 'B' ? atob(word) : quoted(word), 'latin1')
            expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).not.toThrow()
          }
        }
      }),
      { numRuns: 12 },
    )
  })

  it('greets with the sender’s domain, because relays refuse an address in brackets', async () => {
    const server = await startMailServer({
      onMailFrom: (_, { hostNameAppearsAs }, done) =>
        done(
          hostNameAppearsAs.startsWith('[')
            ? new Error('5.7.1 Helo command rejected: need fully-qualified hostname')
            : null,
        ),
    })
    expect(await (await mailDesk(server.port)).test()).toMatchObject({ outcome: 'sent' })
  })

  it('is sent without encryption only where the owner allows it', async () => {
    const server = await startMailServer({ disabledCommands: ['STARTTLS'] })
    const strict = await mailDesk(server.port)
    expect(await strict.test()).toMatchObject({ outcome: 'failed', reason: 'tlsNotOffered' })
    expect(server.arrived).toEqual([])
    const weak = await mailDesk(server.port, { security: 'none' })
    expect(await weak.test()).toMatchObject({ outcome: 'sent' })
    expect(server.arrived[0]?.isSecure).toBe(false)
  })

  it('is not sent, and neither is the password, to a server whose certificate no trusted authority has issued', async () => {
    const stranger = makeCertificate(['localhost'], [127, 0, 0, 1])
    const otherName = makeCertificate(['other.test'], [127, 0, 0, 9])
    const servers = [
      { ...(await startMailServer({ ...stranger })), security: 'starttls' as const, host: '127.0.0.1' },
      { ...(await startMailServer({ ...stranger, secure: true })), security: 'tls' as const, host: '127.0.0.1' },
    ]
    for (const { port, security, arrived, logins } of servers) {
      const desk = await mailDesk(port, { security, username: account.username })
      expect(await desk.test()).toMatchObject({ outcome: 'failed', reason: 'certificate' })
      expect([arrived, logins]).toEqual([[], []])
    }
    const trusting = { mail: { ...longTimeouts, certificates: [otherName.cert] } }
    const desk = await mailDesk((await startMailServer(otherName)).port, {}, trusting)
    expect(await desk.test()).toMatchObject({ outcome: 'failed', reason: 'certificate' })
  })

  it('says that the port and the encryption do not fit', async () => {
    const plain = await startMailServer()
    expect(await (await mailDesk(plain.port, { security: 'tls' })).test()).toMatchObject({ reason: 'tlsFailed' })
    const tls = await startMailServer({ secure: true })
    // Each waits for the other to speak first.
    expect((await (await mailDesk(tls.port, {}, { mail: shortTimeouts })).test()).outcome).toBe('failed')
  })

  it('says that the login was refused, without repeating it', async () => {
    const server = await startMailServer({
      onAuth: ({ password }, _session, done) => done(new Error(`No such password: ${password}`)),
    })
    const desk = await mailDesk(server.port, { username: account.username })
    const answer = await desk.test()
    expect(answer).toMatchObject({ outcome: 'failed', reason: 'loginRefused' })
    expect(JSON.stringify(answer)).toContain('No such password: …')
    expect(JSON.stringify(answer)).not.toContain(account.password)
  })

  it('is not sent without a login by a server that hides its login', async () => {
    const server = await startMailServer({ disabledCommands: ['AUTH'] })
    const desk = await mailDesk(server.port, { username: account.username })
    expect(await desk.test()).toMatchObject({ outcome: 'failed', reason: 'loginRefused' })
    expect(server.arrived).toEqual([])
  })

  it('says who was refused: the sender, the recipient, the mail, or everybody without a login', async () => {
    const refused = (text: string, responseCode: number) => Object.assign(new Error(text), { responseCode })
    const reasonOf = async (options: Parameters<typeof startMailServer>[0]) => {
      const answer = await (await mailDesk((await startMailServer(options)).port)).test()
      return answer.outcome === 'failed' ? [answer.reason, answer.answer] : answer
    }
    const sender = await reasonOf({ onMailFrom: (_a, _s, done) => done(refused('not yours', 550)) })
    expect(sender).toEqual(['senderRefused', '550 not yours'])
    const recipient = await reasonOf({ onRcptTo: (_a, _s, done) => done(refused('unknown', 550)) })
    expect(recipient).toEqual(['recipientRefused', '550 unknown'])
    const message = await reasonOf({
      onData: (stream, _s, done) => {
        stream.resume()
        stream.on('end', () => done(refused('spam', 554)))
      },
    })
    expect(message).toEqual(['messageRefused', '554 spam'])
    expect((await reasonOf({ authOptional: false }))?.[0 as never]).toBe('loginNeeded')
  })

  it('does not wait for ever for a silent server, one that stops answering, one that hangs up or none at all', async () => {
    const reasonOf = async (port: number, mail = longTimeouts) => {
      const answer = await (await mailDesk(port, { security: 'none' }, { mail })).test()
      return answer.outcome === 'failed' ? answer.reason : 'sent'
    }
    const { port, close } = await startMailServer()
    await close()
    expect(await reasonOf(port)).toBe('unreachable')
    expect(await reasonOf(await oddServer(() => null, null), shortTimeouts)).toBe('timeout')
    const stopsTalking = await oddServer((line) => (/^DATA/.test(line) ? null : polite(line)))
    expect(await reasonOf(stopsTalking, shortTimeouts)).toBe('timeout')
    expect(await reasonOf(await oddServer((line) => (/^DATA/.test(line) ? 'HANG UP' : polite(line))))).toBe(
      'connectionLost',
    )
    const breaksOff = await oddServer((line) => {
      if (/^DATA/.test(line)) return '354 go on\r\n'
      return /^[A-Z]{4}( |\r)/.test(line) ? polite(line) : 'HANG UP'
    })
    expect(await reasonOf(breaksOff)).toBe('connectionLost')
    expect(await reasonOf(await oddServer(() => null, '554 go away\r\n'))).toBe('serverRefused')
    expect(await reasonOf(await oddServer(() => null, 'HTTP/1.1 400 Bad Request\r\n\r\n'))).toBe('serverRefused')
  })

  it('ends after a while although the server keeps on talking', async () => {
    const timers: NodeJS.Timeout[] = []
    const server = createServer((socket) => {
      socket.on('error', () => {})
      timers.push(setInterval(() => socket.write('220-not yet\r\n'), 50))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const patience = { ...longTimeouts, wholeMs: 500 }
    const desk = await mailDesk(port, { security: 'none' }, { mail: patience })
    expect(await desk.test()).toMatchObject({ reason: 'timeout' })
    for (const timer of timers) clearInterval(timer)
    server.close()
  })
})
