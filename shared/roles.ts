import { z } from 'zod'
import { userId } from './ids.ts'
import { operation } from './operation.ts'
import { roleLimit, roleName } from './rules/role-matrix.ts'

export const rolesContract = {
  /**
   * Replaces a user's roles. The last enabled global admin keeps theirs. `limits` replaces all limits to groups: a role without one reaches
   * everybody; left out, the roles that stay keep theirs.
   */
  set: operation(
    { access: 'admin', permission: 'roles.manage', audit: ['Add member to role.'], mustConfirm: true },
    z.strictObject({
      userId,
      roles: z.array(roleName).max(20).readonly(),
      limits: z.array(roleLimit).max(20).readonly().optional(),
    }),
    z.strictObject({ roles: z.array(roleName).readonly(), limits: z.array(roleLimit).readonly() }),
  ),
}
