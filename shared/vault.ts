import { z } from 'zod'
import { operation } from './operation.ts'

const typedRecoveryKey = z.string().min(1).max(200)

export const vaultContract = {
  /** Opens a locked vault with the printed recovery key, and stores the master key in this machine's keychain again. */
  openWithRecoveryKey: operation(
    { access: 'anyone', audit: ['Open vault.'] },
    z.strictObject({ recoveryKey: typedRecoveryKey }),
    z.strictObject({}),
  ),
  /** Makes a new recovery key; the earlier printed key opens nothing any more. */
  createRecoveryKey: operation(
    { access: 'admin', permission: 'vault.manage', audit: ['Create recovery key.'], mustConfirm: true },
    z.strictObject({}),
    z.strictObject({ recoveryKey: z.string() }),
  ),
  slots: operation(
    { access: 'admin', permission: 'vault.manage' },
    z.strictObject({}),
    z.strictObject({
      slots: z
        .array(
          z.strictObject({
            kind: z.enum(['keychain', 'recovery', 'admin']),
            username: z.string().nullable(),
            createdAt: z.number().int(),
          }),
        )
        .readonly(),
    }),
  ),
}
