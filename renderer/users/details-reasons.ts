import {
  hasPermission,
  type Permission,
  type RoleName,
  rolesThatCanReset,
  rolesWith,
} from '../../shared/rules/role-matrix.ts'
import type { UserRow } from '../../shared/users.ts'
import type { Words } from '../app/words.ts'
import { roleNeeded, whyNoReset } from './reset-reason.ts'

/** What can be done for one person in the details pane. */
export type UserAction =
  | 'reset'
  | 'requireChange'
  | 'block'
  | 'unlock'
  | 'endAll'
  | 'edit'
  | 'neverExpires'
  | 'roles'
  | 'remove'
  | 'shutOut'
  | 'removeFactor'

type Asking = { readonly userId: number; readonly roles: readonly RoleName[] }

/** Why the signed-in admin may not do each of the actions and which roles could; null where they may. The service decides. */
export function whyNots(
  user: Pick<UserRow, 'id' | 'roles' | 'canReset'>,
  asking: Asking,
  words: Words,
): Readonly<Record<UserAction, string | null>> {
  const isOwn = user.id === asking.userId
  const covering = rolesThatCanReset(user.roles)
  const without = (permission: Permission) =>
    hasPermission(asking.roles, permission) ? null : roleNeeded(rolesWith(permission), words)
  const noReset = whyNoReset(user, words, asking.userId)
  // Who may not reset somebody may not touch them otherwise either (Microsoft Entra, sensitive actions).
  const isManaging = hasPermission(asking.roles, 'users.manage') && (isOwn || user.canReset)
  const noManage = isManaging
    ? null
    : roleNeeded(
        rolesWith('users.manage').filter((role) => isOwn || covering.includes(role)),
        words,
      )
  const notOneself = isOwn ? words.t('errors.OWN_ACCOUNT') : null
  return {
    reset: noReset,
    requireChange: noReset,
    block: noManage ?? (isOwn ? words.t('users.ownAccount') : null),
    unlock: without('passwords.reset'),
    endAll: notOneself ?? noReset,
    edit: noManage,
    neverExpires: noManage,
    roles: without('roles.manage'),
    remove: noManage ?? notOneself,
    shutOut: noManage ?? notOneself,
    removeFactor: notOneself ?? noReset,
  }
}
