import type { RoleName } from '../../../shared/rules/role-matrix.ts'
import { noFilter, type UserFilter } from '../../../shared/users.ts'
import type { SavedView, ViewConditions } from '../../../shared/views.ts'
import type { FilterWords } from '../filter-words.ts'
import { type FilterKind, filterKinds, isEveryone, sameQuery } from '../user-view.ts'

const withRole = (role: RoleName): UserFilter => ({ ...noFilter, role: [role] })

/** Views that nobody can change or delete, as Microsoft 365 has them (Microsoft 365: standard filters). */
export const standardViews = {
  all: noFilter,
  allowed: { ...noFilter, signIn: ['allowed'] },
  blocked: { ...noFilter, signIn: ['blocked'] },
  globalAdministrator: withRole('globalAdministrator'),
  helpdeskAdministrator: withRole('helpdeskAdministrator'),
  userAdministrator: withRole('userAdministrator'),
} as const satisfies Readonly<Record<string, UserFilter>>
export type StandardView = keyof typeof standardViews
export const standardNames = Object.keys(standardViews) as StandardView[]

/** What a standard view shows: everybody of it by name, without a search. */
export function standardConditions(name: StandardView): ViewConditions {
  return { search: '', filter: standardViews[name], sort: { by: 'displayName', direction: 'ascending' } }
}

/** True if both show the same people in the same order. */
export function sameConditions(a: ViewConditions, b: ViewConditions): boolean {
  return sameQuery(a, b) && a.sort.by === b.sort.by && a.sort.direction === b.sort.direction
}

/** The standard view that the list shows, whatever its order. */
export function standardOf(shownConditions: ViewConditions): StandardView | null {
  if (isEveryone(shownConditions)) return 'all'
  return standardNames.find((name) => sameQuery(standardConditions(name), shownConditions)) ?? null
}

function isKind(kind: string): kind is FilterKind {
  return filterKinds.some((known) => known === kind)
}

/** The conditions of a view that can't be met any more, with the names that the filter panel uses. */
export function missingText({ missing }: Pick<SavedView, 'missing'>, words: FilterWords): string {
  return missing
    .map(({ kind, value }) => (isKind(kind) ? `${words.kind(kind)}: ${words.value(kind, value)}` : `${kind}: ${value}`))
    .join(', ')
}
