import { z } from 'zod'
import { language, userId } from './ids.ts'
import { operation } from './operation.ts'
import { passwordStyle, secretTicket } from './passwords.ts'
import { roleLimit, roleName } from './rules/role-matrix.ts'

export const rolesContract = {
  /**
   * Replaces a user's roles. The last enabled global admin keeps theirs. `limits` replaces all limits to groups: a role without one reaches
   * everybody; left out, the roles that stay keep theirs. Whoever gets a role, or one that reaches further, is signed out, and must have a
   * password that nobody knows who could not reset them then (PASSWORD_KNOWN), or gets a new temporary one in the same step: `reset`.
   * `seen`: the roles as they were shown. Then only what was given and taken since is, and what others gave and took meanwhile stays so.
   */
  set: operation(
    {
      access: 'admin',
      twoPerson: 'waits',
      permission: 'roles.manage',
      audit: ['Add member to role.'],
      mustConfirm: true,
    },
    z.strictObject({
      userId,
      roles: z.array(roleName).max(20).readonly(),
      limits: z.array(roleLimit).max(20).readonly().optional(),
      seen: z
        .strictObject({ roles: z.array(roleName).max(20).readonly(), limits: z.array(roleLimit).max(20).readonly() })
        .optional(),
      reset: z.strictObject({ style: passwordStyle, language }).optional(),
    }),
    z.strictObject({
      roles: z.array(roleName).readonly(),
      limits: z.array(roleLimit).readonly(),
      /** The new password, where one was made. */
      ticket: secretTicket.optional(),
    }),
  ),
}
