import { type RoleName, rolesThatCanReset } from '../../shared/rules/role-matrix.ts'
import type { UserRow } from '../../shared/users.ts'
import { localeOf, type Words } from '../app/words.ts'

const formats = new Map<string, Intl.ListFormat>()

/** Formats are made once: every row of the grid may need one. */
function listed(items: readonly string[], words: Words, type: Intl.ListFormatType): string {
  const locale = localeOf(words.language)
  const format = formats.get(locale + type) ?? new Intl.ListFormat(locale, { type, style: 'long' })
  formats.set(locale + type, format)
  return format.format(items)
}

/** Role names in the reader's language, empty for people without an admin role. */
export function rolesText(roles: readonly RoleName[], words: Words): string {
  if (roles.length === 0) return ''
  return listed(
    roles.map((role) => words.t(`roles.${role}`)),
    words,
    'conjunction',
  )
}

/** "It takes one of these roles: …", for a button that is switched off. */
export function roleNeeded(roles: readonly RoleName[], words: Words): string {
  return words.t('users.needsRole', {
    roles: listed(
      roles.map((role) => words.t(`roles.${role}`)),
      words,
      'disjunction',
    ),
  })
}

/** Why the signed-in admin may not reset this person's password and which roles could; null if they may. */
export function whyNoReset(
  row: Pick<UserRow, 'id' | 'canReset' | 'roles'>,
  words: Words,
  ownId: number,
): string | null {
  if (row.canReset) return null
  if (row.id === ownId) return words.t('users.ownPassword')
  return roleNeeded(rolesThatCanReset(row.roles), words)
}
