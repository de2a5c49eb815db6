import { z } from 'zod'
import { instant, page, userId } from './ids.ts'
import { operation } from './operation.ts'

/** A deleted user, who can be restored for a while. */
export const deletedUser = z.strictObject({
  id: userId,
  username: z.string(),
  displayName: z.string(),
  department: z.string(),
  deletedAt: instant,
  /** False for people whom the calling admin may not restore. */
  canRestore: z.boolean(),
  daysLeft: z.number().int(),
})
export type DeletedUser = z.infer<typeof deletedUser>

/** Deleted people. Deleting belongs to `users`, restoring to `passwords`, because a restored person gets a password. */
export const deletedContract = {
  list: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({ ...page }),
    z.strictObject({ users: z.array(deletedUser).readonly(), total: z.number().int() }),
  ),
}
