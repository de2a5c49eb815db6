import { z } from 'zod'
import { language, userId } from './ids.ts'
import { operation } from './operation.ts'
import { passwordStyle, secretTicket } from './passwords.ts'
import { roleLimit, roleName } from './rules/role-matrix.ts'

export const rolesContract = {
  /**
   * Replaces a user's roles. The last enabled global admin keeps theirs. `limits` replaces all limits to groups: a role without one reaches
   * everybody; without `limits`, the roles that stay keep theirs. A person who gets a role, or one that reaches further, is signed out.
   * Nobody may know that person's password who could not reset the person then (PASSWORD_KNOWN); `reset` makes a new temporary password in
   * the same step. `seen` holds the roles that were shown: then only what was given or taken since is changed, and what others gave or took
   * meanwhile stays.
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
