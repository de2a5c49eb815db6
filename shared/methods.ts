import { z } from 'zod'
import { instant, userId } from './ids.ts'
import { operation } from './operation.ts'

/** How many recovery codes are handed out at once. */
export const recoveryCodeCount = 10

/** A code as typed: six digits from the app or a recovery code, with the spaces and hyphens that people put in. */
export const typedCode = z.string().min(1).max(64)

/** The methods that somebody has registered to prove who they are; never a seed or a code. */
export const registeredMethods = z.strictObject({
  /** When the authenticator app was set up; null without one. */
  authenticatorSince: instant.nullable(),
  recoveryCodesLeft: z.number().int(),
  /** True if one of the person's roles may not sign in without it. */
  isRequired: z.boolean(),
})
export type RegisteredMethods = z.infer<typeof registeredMethods>

const recoveryCodes = z.array(z.string()).length(recoveryCodeCount).readonly()

/** The own authenticator app and its recovery codes, at the desk and at the portal. */
export const myMethodsContract = {
  mine: operation(
    { access: 'user', isPassive: true, canRegister: true },
    z.strictObject({}),
    registeredMethods.extend({ isOffered: z.boolean() }),
  ),
  /** Makes a new seed for the app, as text and as an otpauth address for the QR code; it takes effect with its first code. */
  startAuthenticator: operation(
    { access: 'user', mustConfirm: true, canRegister: true },
    z.strictObject({}),
    z.strictObject({ secret: z.string(), uri: z.string() }),
  ),
  /** Makes the app effective with a first code; answers recovery codes, only this once, if the person had none left. */
  confirmAuthenticator: operation(
    { access: 'user', canRegister: true, audit: ['User registered security info.'] },
    z.strictObject({ code: typedCode }),
    z.strictObject({ recoveryCodes: recoveryCodes.nullable() }),
  ),
  /** Removes the own app and its recovery codes; refused while a role requires them. */
  removeAuthenticator: operation(
    { access: 'user', mustConfirm: true, audit: ['User deleted security info.'] },
    z.strictObject({}),
    z.strictObject({}),
  ),
  /** Makes ten new codes, shown only this once; the earlier ones open nothing any more. */
  createRecoveryCodes: operation(
    { access: 'user', mustConfirm: true, canRegister: true, audit: ['Create recovery codes.'] },
    z.strictObject({}),
    z.strictObject({ recoveryCodes }),
  ),
}

/** The same at the desk, where admins can also remove the methods of others. */
export const methodsContract = {
  ...myMethodsContract,
  of: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({ userId }),
    registeredMethods,
  ),
  /** For somebody who has lost the phone: removes the app and the recovery codes, so that the password alone signs in, or asks to register again. */
  removeFor: operation(
    {
      access: 'admin',
      twoPerson: 'waits',
      permission: 'passwords.reset',
      mustConfirm: true,
      audit: ['Admin deleted security info.'],
    },
    z.strictObject({ userId }),
    z.strictObject({}),
  ),
}
