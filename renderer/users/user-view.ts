import { ownDirectory } from '../../shared/directories.ts'
import { groupId } from '../../shared/ids.ts'
import { lapsesSoon } from '../../shared/rules/password-state.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import { noFilter, type UserFilter, type UserQuery, type UserRow, type UserSort } from '../../shared/users.ts'

/** What the grid shows: which people and in which order. */
export type UserView = { readonly query: UserQuery; readonly sort: UserSort }

export const everyone: UserQuery = { search: '', filter: noFilter }

/** The filters, in the order in which the panel and the tags list them. */
export const filterKinds = ['signIn', 'passwordState', 'lapse', 'role', 'directory', 'group', 'department'] as const
export type FilterKind = (typeof filterKinds)[number]

/** The ticked values of one filter; groups and directories by their ids. */
export function valuesOf(filter: UserFilter, kind: FilterKind): readonly string[] {
  return (filter[kind] ?? []).map(String)
}

/** True if no search and no filter leaves anybody out. */
export function isEveryone(query: UserQuery): boolean {
  return query.search.trim() === '' && !isFiltered(query.filter)
}

export function isFiltered(filter: UserFilter): boolean {
  return filterKinds.some((kind) => valuesOf(filter, kind).length > 0)
}

function sameValues(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value) => b.includes(value))
}

export function sameFilter(a: UserFilter, b: UserFilter): boolean {
  return filterKinds.every((kind) => sameValues(valuesOf(a, kind), valuesOf(b, kind)))
}

/** True if both are limited to the same groups. A row does not say which groups somebody is in. */
export function sameGroups(a: UserFilter, b: UserFilter): boolean {
  return sameValues(valuesOf(a, 'group'), valuesOf(b, 'group'))
}

/** True if both find the same people; spaces around the search and the order of ticks do not matter. */
export function sameQuery(a: UserQuery, b: UserQuery): boolean {
  return a.search.trim() === b.search.trim() && sameFilter(a.filter, b.filter)
}

export function sameView(a: UserView, b: UserView): boolean {
  return sameQuery(a.query, b.query) && JSON.stringify(a.sort) === JSON.stringify(b.sort)
}

/** Ticks or unticks one value of one filter. */
export function toggleFilter(filter: UserFilter, kind: FilterKind, value: string): UserFilter {
  const values = valuesOf(filter, kind)
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value]
  if (kind === 'group') return { ...filter, group: next.map((id) => groupId.parse(Number(id))) }
  if (kind === 'directory') return { ...filter, directory: next.map(Number) }
  return { ...filter, [kind]: next }
}

export type FilteredFacts = Pick<
  UserRow,
  'signIn' | 'passwordState' | 'roles' | 'department' | 'directoryId' | 'passwordExpiresAt'
>

/** Whether a row of a list with the same groups passes a filter, by the rule of the service: for every kind of condition, one of its values. */
export function isMatchedBy(filter: UserFilter, row: FilteredFacts): boolean {
  const held: readonly (RoleName | 'none')[] = row.roles.length === 0 ? ['none'] : row.roles
  const { department = [], directory = [], lapse = [] } = filter
  const isTemporary = row.passwordState === 'temporary'
  return (
    (lapse.length === 0 || lapsesSoon({ isTemporary, lapsesAt: row.passwordExpiresAt }, Date.now())) &&
    (directory.length === 0 || directory.includes(row.directoryId ?? ownDirectory)) &&
    (department.length === 0 || department.includes(row.department)) &&
    (filter.signIn.length === 0 || filter.signIn.includes(row.signIn)) &&
    (filter.passwordState.length === 0 || filter.passwordState.includes(row.passwordState)) &&
    (filter.role.length === 0 || held.some((role) => filter.role.includes(role)))
  )
}
