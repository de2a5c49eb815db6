import { z } from 'zod'
import { operation } from './operation.ts'

const typedRecoveryKey = z.string().min(1).max(200)

export const vaultContract = {
  /** Opens a locked vault with the printed key and repairs the slots of this machine (keychain). */
  openWithRecoveryKey: operation(
    { access: 'anyone', audit: ['Open vault.'] },
    z.strictObject({ recoveryKey: typedRecoveryKey }),
    z.strictObject({}),
  ),
  /** Re-keys the slots: the printed key that existed before opens nothing any more. */
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
