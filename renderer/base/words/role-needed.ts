import {
  canChange,
  canReset,
  hasPermission,
  isPermitted,
  type Permission,
  type RoleHolder,
  type RoleName,
  rolesThatCanChange,
  rolesThatCanReset,
  rolesWith,
} from '../../../shared/rules/role-matrix.ts'
import { useSession } from '../session.ts'
import { localeOf, useWords, type Words } from './words.ts'

const formats = new Map<string, Intl.ListFormat>()

/** A list in words. The formats are kept, because every row of a grid may need one. */
export function listed(items: readonly string[], words: Words, type: Intl.ListFormatType): string {
  const locale = localeOf(words.language)
  const format = formats.get(locale + type) ?? new Intl.ListFormat(locale, { type, style: 'long' })
  formats.set(locale + type, format)
  return format.format(items)
}

/** The roles that are needed, for a button that is disabled; `isLimited` if one of the own roles would do without its limit to groups. */
export function roleNeeded(roles: readonly RoleName[], words: Words, isLimited = false): string {
  const names = roles.map((role) => words.t(`roles.${role}`))
  const needed = { roles: listed(names, words, 'disjunction') }
  return isLimited ? words.t('users.needsUnlimited', needed) : words.t('users.needsRole', needed)
}

/** Why somebody's roles do not grant a permission, and which roles would; null if they do. */
export function whyNotPermitted(asking: RoleHolder, permission: Permission, words: Words): string | null {
  if (isPermitted(asking, permission)) return null
  return roleNeeded(rolesWith(permission), words, hasPermission(asking.roles, permission))
}

/** Why somebody may not reset a person, and which roles could. */
export function whyNotResettable(asking: RoleHolder, held: readonly RoleName[], words: Words): string {
  return roleNeeded(rolesThatCanReset(held), words, canReset(asking.roles, held))
}

/** Why somebody may not block, edit, delete and restore a person, and which roles could. */
export function whyNotChangeable(asking: RoleHolder, held: readonly RoleName[], words: Words): string {
  return roleNeeded(rolesThatCanChange(held), words, canChange(asking.roles, held))
}

/** Why the signed-in admin may not do something at all; null if they may. */
export function useWhyNot(permission: Permission): string | null {
  return whyNotPermitted(useSession(), permission, useWords())
}

/** Why everything on a page of settings is disabled for the signed-in admin, and which roles could change it. */
export function useReadOnlyText(permission: Permission): string {
  const words = useWords()
  const names = rolesWith(permission).map((role) => words.t(`roles.${role}`))
  return words.t('policies.readOnly', { roles: listed(names, words, 'disjunction') })
}
