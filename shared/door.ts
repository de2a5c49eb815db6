import { z } from 'zod'
import { language, secretId } from './ids.ts'
import { operation } from './operation.ts'

export const doorCapabilities = z.strictObject({
  kind: z.enum(['desktop', 'browser']),
  /** The door itself can put a password on the clipboard with the marks that keep it out of history and cloud (Windows, macOS). */
  canCopy: z.boolean(),
  /** The door can hide the window from screen capture while a password is shown. */
  canProtectScreen: z.boolean(),
  /** The system's language, in which the first screen is shown. */
  systemLanguage: language.nullable(),
  /** The region whose dates and numbers the system shows, such as `DK` (ISO 3166-1, UN M.49); null where it names none. */
  systemRegion: z.string().max(3).nullable(),
  /** The system shows none of the notifications that the door would show. */
  areNotificationsRefused: z.boolean(),
})
export type DoorCapabilities = z.infer<typeof doorCapabilities>

export const doorContract = {
  capabilities: operation({ access: 'anyone', isPassive: true }, z.strictObject({}), doorCapabilities),
  /**
   * Copies a password through the door, so that the page never holds it; where the door can't, throws DOOR_CANNOT, and the page reveals and
   * copies the password itself.
   */
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
  /** Copies a text that the page holds already, such as recovery codes, as a secret. */
  copyText: operation(
    { access: 'forced' },
    z.strictObject({ text: z.string().min(1).max(2000) }),
    z.strictObject({ clearsInSeconds: z.number().int() }),
  ),
  /** Copies a text that is no secret, such as the portal's address or a report, without marks and without clearing it later. */
  copyPlain: operation(
    { access: 'user' },
    z.strictObject({ text: z.string().min(1).max(200_000) }),
    z.strictObject({}),
  ),
  /** Tells the door which language was chosen on its page: its menus, notifications and dialogs speak it too. */
  languageChosen: operation({ access: 'anyone', isPassive: true }, z.strictObject({ language }), z.strictObject({})),
  protectScreen: operation({ access: 'locked' }, z.strictObject({ isOn: z.boolean() }), z.strictObject({})),
}
