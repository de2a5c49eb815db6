import { isPermitted, type RoleHolder, rolesThatCanChange, rolesWith } from '../../../shared/rules/role-matrix.ts'
import type { UserDetails } from '../../../shared/users.ts'
import { roleNeeded, whyNotChangeable, whyNotPermitted } from '../../base/words/role-needed.ts'
import type { Words } from '../../base/words/words.ts'
import { whyNoReset } from '../reset-reason.ts'

/** The actions on one person in the details. */
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

export type Asking = RoleHolder & { readonly userId: number }
type Person = Pick<UserDetails, 'id' | 'roles' | 'canReset' | 'canChange' | 'directory' | 'canBlock'>

/** For each action, why the signed-in admin may not take it and which roles could; null if they may. The service decides. */
export function whyNots(user: Person, asking: Asking, words: Words): Readonly<Record<UserAction, string | null>> {
  const isOwn = user.id === asking.userId
  const noReset = whyNoReset(user, words, asking)
  const noChange = whyNoChange(user, asking, words)
  const noWrite = noChange ?? whyKept(user, words)
  const noBlock = noChange ?? (user.canBlock ? null : whyKept(user, words))
  const notOneself = isOwn ? words.t('errors.OWN_ACCOUNT') : null
  return {
    reset: noReset,
    requireChange: noReset,
    block: noBlock ?? (isOwn ? words.t('users.ownAccount') : null),
    unlock: notOneself ?? noReset,
    endAll: notOneself ?? noReset,
    edit: noChange,
    neverExpires: whyNoManage(user, asking, words) ?? noChange,
    roles: whyNotPermitted(asking, 'roles.manage', words),
    remove: noWrite ?? notOneself,
    shutOut: noBlock ?? notOneself,
    removeFactor: notOneself ?? noReset,
  }
}

/** People may change their own account whatever roles they hold. */
const rolesToCover = (user: Person, asking: Asking) => (user.id === asking.userId ? [] : user.roles)

function whyNoChange(user: Person, asking: Asking, words: Words): string | null {
  if (user.canChange && isPermitted(asking, 'users.change')) return null
  return whyNotChangeable(asking, rolesToCover(user, asking), words)
}

/** A connected directory decides what it holds: its next look would bring the old value back. */
function whyKept({ directory }: Person, words: Words): string | null {
  return directory === null ? null : words.t('users.inDirectory', { name: directory })
}

/** The reason for actions that need both the right to add and import people, and to reach this person. */
function whyNoManage(user: Person, asking: Asking, words: Words): string | null {
  if (isPermitted(asking, 'users.manage')) return null
  const covering = rolesThatCanChange(rolesToCover(user, asking))
  const roles = rolesWith('users.manage').filter((role) => covering.includes(role))
  return roleNeeded(
    roles,
    words,
    asking.roles.some((role) => roles.includes(role)),
  )
}
