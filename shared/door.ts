import { z } from 'zod'
import { language, secretId } from './ids.ts'
import { operation } from './operation.ts'

export const doorCapabilities = z.strictObject({
  kind: z.enum(['desktop', 'browser']),
  /** The door itself can put a password on the clipboard with the marks that keep it out of history and cloud (Windows, macOS). */
  canCopy: z.boolean(),
  /** The door can hide the window from screen capture while a password is shown. */
  canProtectScreen: z.boolean(),
  /** The system's language, from which the first screen takes its own. */
  systemLanguage: language.nullable(),
})
export type DoorCapabilities = z.infer<typeof doorCapabilities>

export const doorContract = {
  capabilities: operation({ access: 'anyone', isPassive: true }, z.strictObject({}), doorCapabilities),
  /** Copies a password without giving it to the page; where the door can't, DOOR_CANNOT and the page copies what it revealed. */
  copyPassword: operation(
    {
      access: 'admin',
      twoPerson: 'refused',
      permission: 'passwords.reset',
      audit: ['Copy password.'],
      mustConfirm: 'when',
    },
    z.strictObject({ secretId }),
    z.strictObject({ clearsInSeconds: z.number().int() }),
  ),
  /** The same for a text that the page holds already, such as recovery codes. */
  copyText: operation(
    { access: 'forced' },
    z.strictObject({ text: z.string().min(1).max(2000) }),
    z.strictObject({ clearsInSeconds: z.number().int() }),
  ),
  /** Copies what is no secret, such as the portal's address: it carries no marks and stays. */
  copyPlain: operation({ access: 'user' }, z.strictObject({ text: z.string().min(1).max(2000) }), z.strictObject({})),
  protectScreen: operation({ access: 'locked' }, z.strictObject({ isOn: z.boolean() }), z.strictObject({})),
}
