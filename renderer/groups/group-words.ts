import type { Group } from '../../shared/groups.ts'
import { localeOf, type Words } from '../base/words/words.ts'

/** Sorted as in the reader's language; numbers in names are sorted by their value. */
export function byName<T extends { readonly name: string }>(items: readonly T[], words: Words): readonly T[] {
  const { compare } = new Intl.Collator(localeOf(words.language), { numeric: true })
  return items.toSorted((a, b) => compare(a.name, b.name))
}

/** Where a group's people come from. */
export function kindText({ kind, departments }: Pick<Group, 'kind' | 'departments'>, { t }: Words): string {
  return kind === 'picked' ? t('groups.picked') : departments.join(', ')
}
