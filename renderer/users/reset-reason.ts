import type { RoleHolder, RoleName } from '../../shared/rules/role-matrix.ts'
import type { UserRow } from '../../shared/users.ts'
import { listed, whyNotResettable } from '../base/words/role-needed.ts'
import type { Words } from '../base/words/words.ts'

/** Role names in the reader's language, empty for people without an admin role. */
export function rolesText(roles: readonly RoleName[], words: Words): string {
  if (roles.length === 0) return ''
  return listed(
    roles.map((role) => words.t(`roles.${role}`)),
    words,
    'conjunction',
  )
}

/** Why the signed-in admin may not reset this person's password and which roles could; null if they may. */
export function whyNoReset(
  row: Pick<UserRow, 'id' | 'canReset' | 'roles'>,
  words: Words,
  asking: RoleHolder & { readonly userId: number },
): string | null {
  if (row.canReset) return null
  if (row.id === asking.userId) return words.t('users.ownPassword')
  return whyNotResettable(asking, row.roles, words)
}
