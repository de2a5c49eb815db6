import { z } from 'zod'
import { instant, userId } from './ids.ts'
import { operation } from './operation.ts'

/** Temporary Access Passes, which admins hand out (Entra). */
export const passesContract = {
  /** Makes a Temporary Access Pass, which signs in to register methods and does not replace the password. Shown once; a new one replaces it. */
  create: operation(
    {
      access: 'admin',
      twoPerson: 'refused',
      permission: 'passwords.reset',
      mustConfirm: true,
      audit: ['Create Temporary Access Pass.'],
    },
    z.strictObject({ userId, minutes: z.number().int().min(10).max(43_200), isOnce: z.boolean() }),
    z.strictObject({ pass: z.string(), endsAt: instant }),
  ),
  of: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({ userId }),
    z.strictObject({ endsAt: instant.nullable(), isOnce: z.boolean() }),
  ),
  remove: operation(
    { access: 'admin', permission: 'passwords.reset', audit: ['Delete Temporary Access Pass.'] },
    z.strictObject({ userId }),
    z.strictObject({}),
  ),
}
