import { z } from 'zod'

/** Admin roles by their Microsoft names; a user without any is a plain user. */
export const roleName = z.enum([
  'globalAdministrator',
  'globalReader',
  'privilegedAuthenticationAdministrator',
  'authenticationAdministrator',
  'authenticationPolicyAdministrator',
  'userAdministrator',
  'helpdeskAdministrator',
  'passwordAdministrator',
  'reportsReader',
])
export type RoleName = z.infer<typeof roleName>
export const roleNames = roleName.options

export type Permission =
  | 'users.read'
  | 'users.manage'
  | 'groups.manage'
  | 'passwords.reset'
  | 'roles.manage'
  | 'settings.manage'
  | 'audit.read'
  | 'vault.manage'

const permissionsOf: Record<RoleName, readonly Permission[]> = {
  globalAdministrator: [
    'users.read',
    'users.manage',
    'groups.manage',
    'passwords.reset',
    'roles.manage',
    'settings.manage',
    'audit.read',
    'vault.manage',
  ],
  globalReader: ['users.read', 'audit.read'],
  privilegedAuthenticationAdministrator: ['users.read', 'passwords.reset'],
  authenticationAdministrator: ['users.read', 'passwords.reset'],
  authenticationPolicyAdministrator: ['users.read', 'settings.manage'],
  userAdministrator: ['users.read', 'users.manage', 'groups.manage', 'passwords.reset'],
  helpdeskAdministrator: ['users.read', 'passwords.reset'],
  passwordAdministrator: ['users.read', 'passwords.reset'],
  reportsReader: ['users.read', 'audit.read'],
}

/** Roles whose passwords an actor's role may reset; plain users may be reset by every role listed (Microsoft Entra, privileged roles and permissions). */
const resettableBy: Partial<Record<RoleName, readonly RoleName[]>> = {
  passwordAdministrator: ['passwordAdministrator'],
  helpdeskAdministrator: ['passwordAdministrator', 'reportsReader', 'helpdeskAdministrator'],
  authenticationAdministrator: ['passwordAdministrator', 'reportsReader', 'authenticationAdministrator'],
  userAdministrator: ['passwordAdministrator', 'reportsReader', 'helpdeskAdministrator', 'userAdministrator'],
  privilegedAuthenticationAdministrator: roleNames,
  globalAdministrator: roleNames,
}

/** True if one of these roles grants the permission. */
export function hasPermission(roles: readonly RoleName[], permission: Permission): boolean {
  return roles.some((role) => permissionsOf[role].includes(permission))
}

/** The roles that grant a permission, so that a refusal can say which role could. */
export function rolesWith(permission: Permission): readonly RoleName[] {
  return roleNames.filter((role) => permissionsOf[role].includes(permission))
}

/** Whether somebody with these roles may reset somebody with those: one role of the actor must cover every role of the target. */
export function canReset(actor: readonly RoleName[], target: readonly RoleName[]): boolean {
  return actor.some((role) => {
    const covered = resettableBy[role]
    return covered !== undefined && target.every((held) => covered.includes(held))
  })
}

/** The roles that could reset somebody who holds these roles. */
export function rolesThatCanReset(target: readonly RoleName[]): readonly RoleName[] {
  return roleNames.filter((role) => canReset([role], target))
}

/** Roles that may hand out a Temporary Access Pass; the first of them for anybody (Entra: Temporary Access Pass). */
export const passRoles: readonly RoleName[] = [
  'privilegedAuthenticationAdministrator',
  'authenticationAdministrator',
  'globalAdministrator',
]

/** Whether one of the actor's roles may make a pass for somebody with these roles. */
export function canCreatePass(actor: readonly RoleName[], target: readonly RoleName[]): boolean {
  return canReset(
    actor.filter((role) => passRoles.includes(role)),
    target,
  )
}
