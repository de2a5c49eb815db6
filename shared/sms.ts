import { z } from 'zod'
import { language } from './ids.ts'
import { operation } from './operation.ts'
import { smsNumber } from './rules/text/sms-number.ts'

const nothing = z.strictObject({})

/** How text messages are sent: by mail to an address made from the number, or by a program of this machine that reads number and text. */
export const smsGateway = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  /** `{number}` stands for the digits: `{number}@sms.example.com`. */
  z.strictObject({ kind: z.literal('mail'), pattern: z.string().trim().max(254) }),
  /** An absolute path; the number is the first line of its standard input, the text the rest. */
  z.strictObject({ kind: z.literal('command'), path: z.string().trim().max(1000) }),
])
export type SmsGateway = z.infer<typeof smsGateway>

/** Why the program sent no text message. */
export const smsFault = z.enum(['noProgram', 'missing', 'notAllowed', 'refused', 'timeout', 'status', 'other'])
export type SmsFault = z.infer<typeof smsFault>

export const smsTest = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('sent') }),
  /** `status` is that with which the program ended, where it did. */
  z.strictObject({ outcome: z.literal('failed'), reason: smsFault, status: z.number().int().nullable() }),
])
export type SmsTest = z.infer<typeof smsTest>

/** The gateway for text messages, which carry codes. */
export const smsContract = {
  /** For global admins only, because the gateway can be a program of this machine. */
  get: operation(
    { access: 'admin', permission: 'vault.manage', isPassive: true },
    nothing,
    z.strictObject({ gateway: smsGateway }),
  ),
  save: operation(
    { access: 'admin', twoPerson: 'waits', permission: 'vault.manage', mustConfirm: true, audit: ['Set SMS gateway.'] },
    z.strictObject({ gateway: smsGateway }),
    nothing,
  ),
  /** Runs the saved program once with a text that holds no code, and waits for its end. */
  sendTest: operation(
    { access: 'admin', permission: 'vault.manage', audit: ['Send test text message.'] },
    z.strictObject({
      number: z
        .string()
        .max(64)
        .refine((number) => smsNumber(number) !== null),
      language,
    }),
    smsTest,
  ),
}
