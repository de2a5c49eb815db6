import type { RoleName } from '../../shared/rules/role-matrix.ts'
import { localeOf, type Words } from '../app/words.ts'

const formats = new Map<string, Intl.ListFormat>()

/** Formats are made once: every row of a grid may need one. */
export function listed(items: readonly string[], words: Words, type: Intl.ListFormatType): string {
  const locale = localeOf(words.language)
  const format = formats.get(locale + type) ?? new Intl.ListFormat(locale, { type, style: 'long' })
  formats.set(locale + type, format)
  return format.format(items)
}

/** "It takes one of these roles: …", for a button that is switched off. */
export function roleNeeded(roles: readonly RoleName[], words: Words): string {
  const names = roles.map((role) => words.t(`roles.${role}`))
  return words.t('users.needsRole', { roles: listed(names, words, 'disjunction') })
}
