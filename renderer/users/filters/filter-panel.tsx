import { Button } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ownDirectory } from '../../../shared/directories.ts'
import type { Language } from '../../../shared/ids.ts'
import { passwordStates } from '../../../shared/rules/password-state.ts'
import { roleNames } from '../../../shared/rules/role-matrix.ts'
import { signInStatus, type UserFilter, type UserQuery } from '../../../shared/users.ts'
import { api } from '../../base/api.ts'
import { localeOf, useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type FilterKind, filterKinds, isFiltered, toggleFilter, valuesOf } from '../user-view.ts'
import type { Views } from '../views/use-views.ts'
import { ViewList } from '../views/view-list.tsx'
import { FilterGroup, type FilterOption } from './filter-group.tsx'

const values: Record<Exclude<FilterKind, 'department' | 'group' | 'directory' | 'lapse'>, readonly string[]> = {
  signIn: signInStatus.options,
  passwordState: passwordStates,
  role: ['none', ...roleNames],
}

/** The contract's limits. */
const most: Partial<Record<FilterKind, number>> & { readonly others: number } = {
  group: 20,
  directory: 20,
  others: 100,
}

type Departments = readonly { readonly name: string; readonly count: number }[]

/** Departments by name, including ticked ones in which nobody is left under the other filters. */
function departmentOptions(departments: Departments, ticked: readonly string[], language: Language) {
  const known = departments.map(({ name }) => name)
  const gone = ticked.filter((name) => !known.includes(name)).map((name) => ({ name, count: 0 }))
  const { compare } = new Intl.Collator(localeOf(language), { numeric: true })
  const sorted = [...departments, ...gone].sort((a, b) => compare(a.name, b.name))
  return sorted.map(({ name, count }) => ({ value: name, count }))
}

type Groups = readonly { readonly id: number; readonly name: string }[]

/** Groups by name, then ticked ones that were deleted. Their numbers under the other filters are not counted. */
function groupOptions(groups: Groups, ticked: readonly string[], language: Language): readonly FilterOption[] {
  const { compare } = new Intl.Collator(localeOf(language), { numeric: true })
  const known = groups.toSorted((a, b) => compare(a.name, b.name)).map(({ id }) => String(id))
  return [...known, ...ticked.filter((id) => !known.includes(id))].map((value) => ({ value, count: undefined }))
}

type Directories = readonly { readonly id: number }[]

/** Keydesk's own, the connected directories, then ticked ones that are connected no more. */
function directoryOptions(
  directories: Directories,
  counts: Readonly<Record<string, number>> | undefined,
  ticked: readonly string[],
): readonly FilterOption[] {
  const known = [ownDirectory, ...directories.map(({ id }) => id)].map(String)
  const all = [...known, ...ticked.filter((id) => !known.includes(id))]
  return all.map((value) => ({ value, count: counts && (counts[value] ?? 0) }))
}

function useOptions(query: UserQuery) {
  const { language } = useWords()
  const groups = useQuery(api.groups.list.queryOptions({ input: {} }))
  const connected = useQuery(api.directories.freshness.queryOptions({ input: {} }))
  const { data, error } = useQuery({
    ...api.users.counts.queryOptions({ input: query }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  const optionsOf = (kind: FilterKind): readonly FilterOption[] => {
    if (kind === 'lapse') return [{ value: 'soon', count: undefined }]
    if (kind === 'group') return groupOptions(groups.data?.groups ?? [], valuesOf(query.filter, kind), language)
    if (kind === 'directory')
      return directoryOptions(connected.data?.directories ?? [], data?.directory, valuesOf(query.filter, kind))
    if (kind === 'department') return departmentOptions(data?.departments ?? [], valuesOf(query.filter, kind), language)
    return values[kind].map((value) => ({ value, count: data && (data[kind][value] ?? 0) }))
  }
  return { optionsOf, error: error ?? groups.error ?? connected.error }
}

type FilterPanelProps = {
  readonly query: UserQuery
  readonly views: Views
  readonly onChange: (filter: UserFilter) => void
  readonly onClear: () => void
  readonly onClose: () => void
}

/** Saved views, and the values of every filter with their numbers of people; each tick changes the list at once. */
export function FilterPanel({ query, views, onChange, onClear, onClose }: FilterPanelProps) {
  const { t } = useWords()
  const { optionsOf, error } = useOptions(query)
  // The filters for groups and directories are hidden where there is nothing to choose.
  const least: Partial<Record<FilterKind, number>> = { group: 1, directory: 2 }
  const shownKinds = filterKinds.filter((kind) => optionsOf(kind).length >= (least[kind] ?? 0))
  const footer = (
    <>
      <Button appearance="primary" onClick={onClose}>
        {t('common.close')}
      </Button>
      <Button onClick={onClear} disabled={!isFiltered(query.filter)}>
        {t('users.clearFilters')}
      </Button>
    </>
  )
  return (
    <Panel isOpen title={t('users.filter')} size="small" onClose={onClose} footer={footer}>
      <ViewList views={views} onShown={onClose} />
      <ErrorBar error={error} />
      {shownKinds.map((kind) => (
        <FilterGroup
          key={kind}
          kind={kind}
          options={optionsOf(kind)}
          ticked={valuesOf(query.filter, kind)}
          most={most[kind] ?? most.others}
          onToggle={(value) => onChange(toggleFilter(query.filter, kind, value))}
        />
      ))}
    </Panel>
  )
}
