import { describe, expect, it } from 'vitest'
import { answerText, failureOf, replyCodeOf } from '../../../electron/mail/delivery-faults.ts'
import { renderMail } from '../../../electron/mail/render.ts'
import { languages } from '../../../shared/languages.ts'
import { samplesOf } from '../../support/language-samples.ts'
import { mailDesk } from '../../support/mail-desk.ts'
import { startMailServer } from '../../support/mail-server.ts'

const context = { language: 'en', organisation: 'Nordwind' } as const

describe('a mail that is filled in', () => {
  it('takes values as text: no header, no markup, no second placeholder', () => {
    const template = { subject: '{{person}} asks', body: 'Hello {{name}},\n\n{{message}}' }
    const data = {
      person: 'Eve\r\nBcc: evil@y.test',
      name: '{{code}}',
      message: 'a\n<script>alert("x")</script>\u202e\0',
    }
    const { subject, text, html } = renderMail(template, data, context)
    expect(subject).toBe('Eve Bcc: evil@y.test asks')
    expect(text).toBe('Hello {{code}},\n\na\n<script>alert("x")</script> ')
    expect(html).toContain('<p>a<br>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; </p>')
  })

  it('makes a link of the one address that it is about, and of nothing else', () => {
    const template = { subject: 'x', body: '{{name}}: {{link}}' }
    const link = 'https://portal.test:8443/link#0a'
    const { text, html } = renderMail(template, { name: 'https://evil.test', link }, context)
    expect(text).toBe(`https://evil.test: ${link}`)
    expect(html).toContain(`<p>https://evil.test: <a href="${link}">${link}</a></p>`)
    const script = renderMail(template, { name: 'x', link: 'javascript:alert(1)' }, context)
    expect(script.html).not.toContain('<a ')
  })

  it('writes moments, days and minutes as its language does', () => {
    const template = { subject: '{{days}}', body: '{{minutes}} · {{date}}' }
    const data = { days: 1, minutes: 10, date: Date.UTC(2026, 10, 20, 12) }
    for (const language of languages) {
      const written = Object.values(renderMail(template, data, { ...context, language })).slice(0, 2)
      expect(written, language).toEqual(samplesOf[language].mail)
    }
  })

  it('reaches its one recipient with a hostile name in it', async () => {
    const server = await startMailServer()
    const desk = await mailDesk(server.port)
    const data = {
      person: 'Eve\r\nBcc: evil@y.test',
      name: 'x\r\n.\r\nQUIT',
      message: '.\r\nMAIL FROM:<a@b.test>',
      time: 0,
    }
    const mail = { to: 'ida@møller.test', template: 'helpRequest', language: 'da', data, expiresAt: null } as const
    desk.mail.queue(mail)
    await desk.mail.work()
    expect(server.arrived.map(({ to }) => to)).toEqual([['ida@møller.test']])
    expect(server.arrived[0]?.text).not.toMatch(/^Bcc:/im)
  })
})

describe("a server's answer", () => {
  it('is shown without control characters and without what it repeats of the login', () => {
    const encoded = Buffer.from('\0me\0hunter22').toString('base64')
    expect(answerText(`535 no\r\n\u001b[31m ${encoded} hunter22`, ['hunter22', '\0me\0hunter22'])).toBe(
      '535 no [31m … …',
    )
    expect(answerText('x'.repeat(1000), [])).toHaveLength(300)
  })

  it('is kept as numbers only', () => {
    expect(replyCodeOf('550 5.1.1 <ida@home.test> unknown')).toBe('550 5.1.1')
    expect(replyCodeOf('554-your code 493172')).toBe('554')
    expect(replyCodeOf('what')).toBe('')
  })

  it('is reported as unknown when the fault is not a known one', () => {
    expect(failureOf(new Error('odd'), [])).toMatchObject({
      reason: 'unknown',
      isServerWide: false,
      isPermanent: false,
    })
    expect(failureOf(null, [])).toMatchObject({ reason: 'unknown' })
  })
})
