import { z } from 'zod'
import { instant, language, page } from './ids.ts'
import { operation } from './operation.ts'
import { type TemplateName, templateLimits, templateNames } from './rules/mail-template.ts'
import { typedText } from './rules/text/typed-text.ts'

export const mailId = z.uuid().brand<'MailId'>()
export type MailId = z.infer<typeof mailId>

export const templateName = z.enum(templateNames as readonly [TemplateName, ...TemplateName[]])

/** `tls`: encrypted from the first byte (port 465). `starttls`: encrypted or not sent (port 587). `none`: not encrypted, weak. */
export const mailSecurity = z.enum(['tls', 'starttls', 'none'])
export type MailSecurity = z.infer<typeof mailSecurity>

/** The mail server, without its password. */
export const mailServer = z.strictObject({
  isOn: z.boolean(),
  host: typedText().max(253),
  port: z.number().int().min(1).max(65_535),
  security: mailSecurity,
  /** Empty for a server without a login. */
  username: z.string().trim().max(320),
  /** Empty for the organisation's name. */
  senderName: typedText().max(128),
  senderAddress: typedText().max(254),
})
export type MailServer = z.infer<typeof mailServer>

/** Why a mail was not sent. Reasons of the server hold up every mail, those of the address or the text only this one. */
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
  'senderNeedsUtf8',
  'recipientRefused',
  'messageRefused',
  'serverRefused',
  'addressInvalid',
  'recipientNeedsUtf8',
  'notReadable',
  'restored',
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
  /** When the next try is due; null if there is none. */
  nextTryAt: instant.nullable(),
  sentAt: instant.nullable(),
  reason: mailReason.nullable(),
  /** The server's reply code, such as `550 5.1.1`; its text is not kept, because it could repeat the mail. */
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
  /** For global admins only, because the operator of a mail server can read the codes and links by which people reset their passwords. */
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
      /** `keep` is allowed only with the same server and login, because a stored password must not be sent to another server. */
      password: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('keep') }),
        z.strictObject({ kind: z.literal('none') }),
        z.strictObject({ kind: z.literal('set'), password: z.string().min(1).max(1024) }),
      ]),
    }),
    settingsAnswer,
  ),
  /** Sends one mail at once, without the outbox; `answer` is what the server said. */
  sendTest: operation(
    { ...read, audit: ['Send test mail.'] },
    z.strictObject({ to: typedText().max(320), language }),
    z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('sent'), answer: z.string() }),
      z.strictObject({ outcome: z.literal('failed'), reason: mailReason, answer: z.string() }),
    ]),
  ),
  templates: operation({ ...read, isPassive: true }, z.strictObject({}), templatesAnswer),
  /** For global admins only, two of them under the two-person rule, because people trust what stands beside a code. */
  saveTemplate: operation(
    { ...write, twoPerson: 'waits', audit: ['Update mail template.'], mustConfirm: true },
    z.strictObject(templateText),
    z.strictObject({ template: mailTemplate }),
  ),
  /** Goes back to Keydesk's own text. */
  resetTemplate: operation(
    { ...write, audit: ['Update mail template.'] },
    z.strictObject({ template: templateName, language }),
    z.strictObject({ template: mailTemplate }),
  ),
  /** Renders the mail as it would arrive, with made-up values. */
  preview: operation(
    read,
    z.strictObject(templateText),
    z.strictObject({ from: z.string(), subject: z.string(), text: z.string() }),
  ),
  /** Mails, newest first; all of them if `state` is null. */
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
