import type { Group } from '../../shared/groups.ts'
import { localeOf, type Words } from '../base/words/words.ts'

/** Sorted as in the reader's language; numbers in names are sorted by their value. */
export function byName<T extends { readonly name: string }>(items: readonly T[], words: Words): readonly T[] {
  const { compare } = new Intl.Collator(localeOf(words.language), { numeric: true })
  return items.toSorted((a, b) => compare(a.name, b.name))
}

/** Where a group's people come from. */
export function kindText(
  { kind, departments, directory, isGone }: Pick<Group, 'kind' | 'departments' | 'directory' | 'isGone'>,
  { t }: Words,
): string {
  if (directory !== null) return isGone ? t('groups.gone', { name: directory }) : directory
  return kind === 'picked' ? t('groups.picked') : departments.join(', ')
}
