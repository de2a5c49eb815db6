import { z } from 'zod'
import { type GroupId, groupId, type UserId } from '../ids.ts'

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

/** Roles that can be limited to the people of certain groups: those that act on people and not on the whole organisation. */
export const limitableRole = roleName.extract([
  'privilegedAuthenticationAdministrator',
  'authenticationAdministrator',
  'userAdministrator',
  'helpdeskAdministrator',
  'passwordAdministrator',
])
export type LimitableRole = z.infer<typeof limitableRole>

/** To how many groups one role can be limited. */
export const maximumLimits = 20

/** The groups that one role reaches. A limit always has a group: a role without a limit reaches everybody. */
export const roleLimit = z.strictObject({
  role: limitableRole,
  groups: z.array(groupId).min(1).max(maximumLimits).readonly(),
})
export type RoleLimit = z.infer<typeof roleLimit>

/** Somebody's admin roles and their limits. */
export type RoleHolder = { readonly roles: readonly RoleName[]; readonly limits: readonly RoleLimit[] }

export type Permission =
  | 'users.read'
  | 'users.manage'
  | 'users.change'
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
    'users.change',
    'groups.manage',
    'passwords.reset',
    'roles.manage',
    'settings.manage',
    'audit.read',
    'vault.manage',
  ],
  globalReader: ['users.read', 'audit.read'],
  privilegedAuthenticationAdministrator: ['users.read', 'users.change', 'passwords.reset'],
  authenticationAdministrator: ['users.read', 'users.change', 'passwords.reset'],
  authenticationPolicyAdministrator: ['users.read', 'settings.manage'],
  userAdministrator: ['users.read', 'users.manage', 'users.change', 'groups.manage', 'passwords.reset'],
  helpdeskAdministrator: ['users.read', 'passwords.reset'],
  passwordAdministrator: ['users.read', 'passwords.reset'],
  reportsReader: ['users.read', 'audit.read'],
}

/** What a role still grants when it is limited to groups; its other permissions reach people outside of them, or decide who is in them. */
const limitedPermissions: readonly Permission[] = ['users.read', 'users.change', 'passwords.reset']

/** Roles whose passwords an actor's role may reset; plain users may be reset by every role listed (Microsoft Entra, privileged roles and permissions). */
const resettableBy: Partial<Record<RoleName, readonly RoleName[]>> = {
  passwordAdministrator: ['passwordAdministrator'],
  helpdeskAdministrator: ['passwordAdministrator', 'reportsReader', 'helpdeskAdministrator'],
  authenticationAdministrator: ['passwordAdministrator', 'reportsReader', 'authenticationAdministrator'],
  userAdministrator: ['passwordAdministrator', 'reportsReader', 'helpdeskAdministrator', 'userAdministrator'],
  privilegedAuthenticationAdministrator: roleNames,
  globalAdministrator: roleNames,
}

/** Roles that may also block, delete, restore and edit whoever they may reset; password and helpdesk admins may not (Microsoft Entra, sensitive actions). */
const sensitiveActors: readonly RoleName[] = [
  'authenticationAdministrator',
  'userAdministrator',
  'privilegedAuthenticationAdministrator',
  'globalAdministrator',
]

/** True if one of these roles grants the permission. */
export function hasPermission(roles: readonly RoleName[], permission: Permission): boolean {
  return roles.some((role) => permissionsOf[role].includes(permission))
}

/** The roles that grant a permission, so that a refusal can say which role could. */
export function rolesWith(permission: Permission): readonly RoleName[] {
  return roleNames.filter((role) => permissionsOf[role].includes(permission))
}

/** Whether somebody with the roles `actor` may reset somebody with the roles `target`: one role of the actor must cover every role of the target. */
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

/** Roles that may make a Temporary Access Pass; the first of them may do so for anybody (Entra: Temporary Access Pass). */
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

/** The roles that could make a pass for somebody who holds these roles. */
export function rolesThatCanCreatePass(target: readonly RoleName[]): readonly RoleName[] {
  return roleNames.filter((role) => canCreatePass([role], target))
}

/** Whether somebody with the roles `actor` may block, delete, restore and edit somebody with the roles `target`. */
export function canChange(actor: readonly RoleName[], target: readonly RoleName[]): boolean {
  return canReset(
    actor.filter((role) => sensitiveActors.includes(role)),
    target,
  )
}

/** The roles that could block, delete, restore and edit somebody who holds these roles. */
export function rolesThatCanChange(target: readonly RoleName[]): readonly RoleName[] {
  return roleNames.filter((role) => canChange([role], target))
}

/** The roles that reach everybody. */
export function unlimitedRoles({ roles, limits }: RoleHolder): readonly RoleName[] {
  return roles.filter((role) => limits.every((limit) => limit.role !== role))
}

/** The roles that reach one person: a limited one only where that person is in one of its groups. */
export function rolesReaching(
  { roles, limits }: RoleHolder,
  userId: UserId,
  isIn: (userId: UserId, groups: readonly GroupId[]) => boolean,
): readonly RoleName[] {
  // Asked for each of a hundred thousand people at once, mostly by an admin without limits.
  if (limits.length === 0) return roles
  return roles.filter((role) => limits.every((limit) => limit.role !== role || isIn(userId, limit.groups)))
}

/** True if somebody's roles, with their limits, grant the permission; for whom it is granted is decided elsewhere. */
export function isPermitted(holder: RoleHolder, permission: Permission): boolean {
  return hasPermission(limitedPermissions.includes(permission) ? holder.roles : unlimitedRoles(holder), permission)
}
