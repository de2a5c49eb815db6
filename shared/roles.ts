import { z } from 'zod'
import { userId } from './ids.ts'
import { operation } from './operation.ts'
import { roleName } from './rules/role-matrix.ts'

export const rolesContract = {
  /** Replaces a user's roles. The last enabled global admin keeps theirs. */
  set: operation(
    { access: 'admin', permission: 'roles.manage', audit: ['Add member to role.'], mustConfirm: true },
    z.strictObject({ userId, roles: z.array(roleName).max(20).readonly() }),
    z.strictObject({ roles: z.array(roleName).readonly() }),
  ),
}
