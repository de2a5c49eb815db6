import { describe, expect, it } from 'vitest'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { everyEntry } from '../../../shared/audit.ts'
import { languages } from '../../../shared/languages.ts'
import { templateNames } from '../../../shared/rules/mail-template.ts'
import { longTimeouts, mailDesk } from '../../support/mail-desk.ts'
import { account, settingsFor, startMailServer } from '../../support/mail-server.ts'
import { setUp } from '../../support/test-services.ts'
import { threeAdmins } from '../../support/two-admins.ts'

const typed = { kind: 'set', password: account.password } as const
const keep = { kind: 'keep' } as const
const none = { kind: 'none' } as const

describe('the mail settings', () => {
  it('are off until somebody fills them in', async () => {
    const { services, owner } = await setUp()
    expect(services.mail.get({}, owner)).toMatchObject({ isOn: false, security: 'starttls', hasPassword: false })
    expect(services.mail.isOn()).toBe(false)
    await expect(async () => services.mail.sendTest({ to: 'a@b.test', language: 'en' }, owner)).rejects.toMatchObject({
      code: 'MAIL_OFF',
    })
  })

  it('never give the password out, and say in the audit log only that it changed', async () => {
    const { services, owner } = await setUp()
    const server = settingsFor(25, { username: 'keydesk' })
    expect(await services.mail.save({ server, password: typed }, owner)).toEqual({ ...server, hasPassword: true })
    await services.mail.save({ server: { ...server, senderName: 'Desk' }, password: keep }, owner)
    await services.mail.save({ server: { ...server, senderName: 'Desk' }, password: keep }, owner)
    const filter = { ...everyEntry, action: 'Set mail settings.' as const }
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 5 }, owner)
    expect(entries.map(({ detail }) => detail)).toEqual([
      { senderName: ' → Desk' },
      expect.objectContaining({ host: ' → 127.0.0.1', mailPassword: 'true' }),
    ])
    expect(JSON.stringify(entries)).not.toContain(account.password)
  })

  it('hand a stored password to no other server, login or encryption', async () => {
    const { services, owner } = await setUp()
    const server = settingsFor(25, { username: 'keydesk' })
    await services.mail.save({ server, password: typed }, owner)
    for (const part of [{ host: 'evil.test' }, { port: 26 }, { security: 'none' }, { username: 'root' }] as const) {
      await expect(async () =>
        services.mail.save({ server: { ...server, ...part }, password: keep }, owner),
      ).rejects.toMatchObject({ code: 'MAIL_PASSWORD_NEEDED' })
    }
    await expect(async () => services.mail.save({ server, password: none }, owner)).rejects.toMatchObject({
      code: 'MAIL_PASSWORD_NEEDED',
    })
    await services.mail.save({ server: { ...server, username: '' }, password: keep }, owner)
    expect(services.mail.get({}, owner)).toMatchObject({ hasPassword: false })
  })

  it.each([
    ['host', ''],
    ['host', 'http://mail.test'],
    ['host', 'mail.test:25'],
    ['host', 'mail.test\r\nEHLO x'],
    ['senderAddress', ''],
    ['senderAddress', 'desk@x.test, evil@y.test'],
    ['senderName', 'Desk\r\nBcc: evil@y.test'],
    ['username', 'a\u0000b'],
  ])('refuse %s %j', async (field, value) => {
    const { services, owner } = await setUp()
    await expect(async () =>
      services.mail.save({ server: { ...settingsFor(25), [field]: value }, password: none }, owner),
    ).rejects.toMatchObject({ code: 'FIELD_INVALID', data: { field } })
  })

  it('leave an entry for a test that failed, too', async () => {
    const desk = await mailDesk((await startMailServer({ disabledCommands: ['STARTTLS'] })).port)
    await desk.test()
    const filter = { ...everyEntry, action: 'Send test mail.' as const }
    const { entries } = await desk.services.audit.list({ filter, offset: 0, limit: 5 }, desk.owner)
    expect(entries).toMatchObject([{ target: 'ida@home.test', result: 'failure', reason: 'tlsNotOffered' }])
  })
})

describe('the templates', () => {
  it('are there in each language, and each can be previewed with made-up values', async () => {
    const { services, owner } = await setUp()
    const { templates } = await services.mail.templates({}, owner)
    expect(templates).toHaveLength(templateNames.length * languages.length)
    for (const { isEdited, ...template } of templates) {
      const preview = await services.mail.preview(template, owner)
      expect(isEdited).toBe(false)
      expect(preview.subject, template.template).toContain('Nordwind')
      expect(preview.subject + preview.text, template.template).not.toMatch(/[{}]|undefined|Invalid/)
      expect(preview.text).not.toMatch(/ {2}/)
    }
  })

  it('are edited, sent as edited, and taken back', async () => {
    const server = await startMailServer()
    const desk = await mailDesk(server.port)
    const text = { subject: 'Kode til {{organisation}}', body: 'Din kode: {{ code }} <b>&' }
    const input = { template: 'verificationCode', language: 'en', ...text } as const
    const { template } = await desk.mail.saveTemplate(input, desk.owner)
    expect(template).toMatchObject({ ...text, isEdited: true })
    desk.queueCode()
    await desk.mail.work()
    expect(server.arrived[0]?.text).toContain('Subject: Kode til Nordwind')
    expect(server.arrived[0]?.text).toContain('Din kode: 493172 <b>&')
    expect(server.arrived[0]?.text.replaceAll('=\r\n', '')).toContain('<p>Din kode: 493172 &lt;b&gt;&amp;</p>')
    const back = await desk.mail.resetTemplate({ template: 'verificationCode', language: 'en' }, desk.owner)
    expect(back.template).toMatchObject({
      isEdited: false,
      subject: '{{organisation}}: verification code for your account',
    })
    await desk.mail.saveTemplate({ ...input, subject: back.template.subject, body: back.template.body }, desk.owner)
    const { templates } = await desk.mail.templates({}, desk.owner)
    expect(templates.some(({ isEdited }) => isEdited)).toBe(false)
  })

  it('are shown to a second admin whole, in pieces that end between characters', async () => {
    const { services, owner } = await threeAdmins()
    const body = `{{code}} ${'👩‍💻'.repeat(1900)}`
    const input = { template: 'verificationCode', language: 'en', subject: 'Code', body } as const
    const caller = createCaller(services.serve, () => owner)
    await expect(caller.mail.saveTemplate(input)).rejects.toMatchObject({ code: 'WAITING_FOR_APPROVAL' })
    const { requests } = await services.requests.list({ offset: 0, limit: 1 }, owner)
    const facts = requests[0]?.asked.kind === 'operation' ? requests[0].asked.facts : []
    const pieces = facts.filter(({ name }) => name === 'body').map(({ value }) => value)
    expect(pieces.join('')).toBe(body)
    for (const piece of pieces) expect(piece).toMatch(/👩‍💻$/)
  })

  it('are refused with the names that are unknown or missing', async () => {
    const { services, owner } = await setUp({ mail: longTimeouts })
    const input = {
      template: 'verificationCode',
      language: 'da',
      subject: 'Kode',
      body: 'Hej {{navn}} {{password}}',
    } as const
    for (const work of [services.mail.saveTemplate, services.mail.preview]) {
      await expect(async () => work(input, owner)).rejects.toMatchObject({
        code: 'MAIL_TEMPLATE',
        data: { unknown: ['navn', 'password'], missing: ['code'] },
      })
    }
    await expect(async () =>
      services.mail.saveTemplate({ ...input, subject: 'a\nBcc: evil@y.test', body: '{{code}}' }, owner),
    ).rejects.toMatchObject({ code: 'FIELD_INVALID', data: { field: 'subject' } })
  })
})
