import { Button } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
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

const values: Record<Exclude<FilterKind, 'department' | 'group'>, readonly string[]> = {
  signIn: signInStatus.options,
  passwordState: passwordStates,
  role: ['none', ...roleNames],
}

/** The contract's limits. */
const [mostGroups, mostOthers] = [20, 100]

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

function useOptions(query: UserQuery) {
  const { language } = useWords()
  const groups = useQuery(api.groups.list.queryOptions({ input: {} }))
  const { data, error } = useQuery({
    ...api.users.counts.queryOptions({ input: query }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  const optionsOf = (kind: FilterKind): readonly FilterOption[] => {
    if (kind === 'group') return groupOptions(groups.data?.groups ?? [], valuesOf(query.filter, kind), language)
    if (kind === 'department') return departmentOptions(data?.departments ?? [], valuesOf(query.filter, kind), language)
    return values[kind].map((value) => ({ value, count: data && (data[kind][value] ?? 0) }))
  }
  return { optionsOf, error: error ?? groups.error }
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
  // The filter for groups is hidden where there are no groups.
  const shownKinds = filterKinds.filter((kind) => kind !== 'group' || optionsOf(kind).length > 0)
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
          most={kind === 'group' ? mostGroups : mostOthers}
          onToggle={(value) => onChange(toggleFilter(query.filter, kind, value))}
        />
      ))}
    </Panel>
  )
}
