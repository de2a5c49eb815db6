import { z } from 'zod'
import { operation } from './operation.ts'

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
}
