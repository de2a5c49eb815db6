import { z } from 'zod'
import { instant, language, page } from './ids.ts'
import { operation } from './operation.ts'
import { type TemplateName, templateLimits, templateNames } from './rules/mail-template.ts'
import { typedText } from './typed-text.ts'

export const mailId = z.uuid().brand<'MailId'>()
export type MailId = z.infer<typeof mailId>

export const templateName = z.enum(templateNames as readonly [TemplateName, ...TemplateName[]])

/** `tls` from the first byte (port 465); `starttls` or nothing is sent (port 587); `none` in the clear, weak. */
export const mailSecurity = z.enum(['tls', 'starttls', 'none'])
export type MailSecurity = z.infer<typeof mailSecurity>

/** The mail server, without its password. */
export const mailServer = z.strictObject({
  isOn: z.boolean(),
  host: typedText().max(253),
  port: z.number().int().min(1).max(65_535),
  security: mailSecurity,
  /** Empty for a server that asks for no login. */
  username: z.string().trim().max(320),
  /** Empty for the organisation's name. */
  senderName: typedText().max(128),
  senderAddress: typedText().max(254),
})
export type MailServer = z.infer<typeof mailServer>

/** Why a mail did not go. Those of the server hold up every mail, those of the address or the text only one. */
export const mailReason = z.enum([
  'unreachable',
  'nameUnknown',
  'timeout',
  'connectionLost',
  'tlsNotOffered',
  'tlsFailed',
  'certificate',
  'loginRefused',
  'loginNeeded',
  'senderRefused',
  'recipientRefused',
  'messageRefused',
  'serverRefused',
  'addressInvalid',
  'notReadable',
  'unknown',
])
export type MailReason = z.infer<typeof mailReason>

export const mailState = z.enum(['waiting', 'sending', 'sent', 'stuck', 'expired'])
export type MailState = z.infer<typeof mailState>

export const outboxMail = z.strictObject({
  id: mailId,
  to: z.string(),
  template: templateName,
  language,
  state: mailState,
  createdAt: instant,
  attempts: z.number().int(),
  /** When it is tried next; null when it is not tried any more. */
  nextTryAt: instant.nullable(),
  sentAt: instant.nullable(),
  reason: mailReason.nullable(),
  /** The server's number, such as `550 5.1.1`: its own words could repeat what the mail says. */
  replyCode: z.string(),
})
export type OutboxMail = z.infer<typeof outboxMail>

const templateText = {
  template: templateName,
  language,
  subject: z.string().max(templateLimits.subject * 2),
  body: z.string().max(templateLimits.body * 2),
}
export const mailTemplate = z.strictObject({ ...templateText, isEdited: z.boolean() })
export type MailTemplate = z.infer<typeof mailTemplate>

const settingsAnswer = mailServer.extend({ hasPassword: z.boolean() })
export type MailSettings = z.infer<typeof settingsAnswer>
const templatesAnswer = z.strictObject({ templates: z.array(mailTemplate).readonly() })
const read = { access: 'admin', permission: 'settings.manage' } as const
const write = { access: 'admin', permission: 'vault.manage' } as const

export const mailContract = {
  get: operation({ ...read, isPassive: true }, z.strictObject({}), settingsAnswer),
  /** Global admins only: whoever reads a server's mail reads the codes and links by which people reset their passwords. */
  save: operation(
    {
      access: 'admin',
      twoPerson: 'waits',
      permission: 'vault.manage',
      audit: ['Set mail settings.'],
      mustConfirm: true,
    },
    z.strictObject({
      server: mailServer,
      /** `keep` only with the same server and login: a stored password must not go to a server that was typed in later. */
      password: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('keep') }),
        z.strictObject({ kind: z.literal('none') }),
        z.strictObject({ kind: z.literal('set'), password: z.string().min(1).max(1024) }),
      ]),
    }),
    settingsAnswer,
  ),
  /** Sends one mail at once, past the outbox; `answer` is what the server said. */
  sendTest: operation(
    { ...read, audit: ['Send test mail.'] },
    z.strictObject({ to: z.string().max(320), language }),
    z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('sent'), answer: z.string() }),
      z.strictObject({ outcome: z.literal('failed'), reason: mailReason, answer: z.string() }),
    ]),
  ),
  templates: operation({ ...read, isPassive: true }, z.strictObject({}), templatesAnswer),
  /** Global admins only, and two under the two-person rule: who reads a mail with a code believes what stands beside it. */
  saveTemplate: operation(
    { ...write, twoPerson: 'waits', audit: ['Update mail template.'], mustConfirm: true },
    z.strictObject(templateText),
    z.strictObject({ template: mailTemplate }),
  ),
  /** Takes the shipped words back. */
  resetTemplate: operation(
    { ...write, audit: ['Update mail template.'] },
    z.strictObject({ template: templateName, language }),
    z.strictObject({ template: mailTemplate }),
  ),
  /** The mail as it would arrive, with made-up values. */
  preview: operation(
    read,
    z.strictObject(templateText),
    z.strictObject({ from: z.string(), subject: z.string(), text: z.string() }),
  ),
  /** Newest first; `state` null for all of them. */
  outbox: operation(
    { ...read, isPassive: true },
    z.strictObject({ state: mailState.nullable(), ...page }),
    z.strictObject({
      mails: z.array(outboxMail).readonly(),
      total: z.number().int(),
      counts: z.strictObject({ waiting: z.number().int(), stuck: z.number().int() }),
    }),
  ),
  /** Tries a waiting or stuck mail now. */
  retry: operation({ ...read, audit: ['Retry mail.'] }, z.strictObject({ id: mailId }), z.strictObject({})),
  remove: operation({ ...read, audit: ['Remove mail.'] }, z.strictObject({ id: mailId }), z.strictObject({})),
}
