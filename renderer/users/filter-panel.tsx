import { Button, Checkbox, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { passwordStates } from '../../shared/rules/password-state.ts'
import { roleNames } from '../../shared/rules/role-matrix.ts'
import { signInStatus, type UserFilter, type UserQuery } from '../../shared/users.ts'
import { api } from '../app/api.ts'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { useFilterWords } from './filter-words.ts'
import { type FilterKind, filterKinds, isFiltered, toggleFilter } from './user-view.ts'

const useStyles = makeStyles({
  group: { border: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  legend: { ...typographyStyles.subtitle2, padding: 0, marginBottom: tokens.spacingVerticalXS },
})

const values: Record<FilterKind, readonly string[]> = {
  signIn: signInStatus.options,
  passwordState: passwordStates,
  role: ['none', ...roleNames],
}

type GroupProps = {
  readonly kind: FilterKind
  readonly filter: UserFilter
  readonly counts: Readonly<Record<string, number>> | undefined
  readonly onToggle: (value: string) => void
}

function FilterGroup({ kind, filter, counts, onToggle }: GroupProps) {
  const { formatNumber } = useWords()
  const filterWords = useFilterWords()
  const styles = useStyles()
  const ticked: readonly string[] = filter[kind]
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{filterWords.kind(kind)}</legend>
      {values[kind].map((value) => {
        const name = filterWords.value(kind, value)
        return (
          <Checkbox
            key={value}
            checked={ticked.includes(value)}
            onChange={() => onToggle(value)}
            label={counts === undefined ? name : `${name} (${formatNumber(counts[value] ?? 0)})`}
          />
        )
      })}
    </fieldset>
  )
}

type FilterPanelProps = {
  readonly query: UserQuery
  readonly onChange: (filter: UserFilter) => void
  readonly onClear: () => void
  readonly onClose: () => void
}

/** Ticks for every state and role with the number of people behind each; the list follows at once. */
export function FilterPanel({ query, onChange, onClear, onClose }: FilterPanelProps) {
  const { t } = useWords()
  const counts = useQuery({
    ...api.users.counts.queryOptions({ input: query }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
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
      <ErrorBar error={counts.error} />
      {filterKinds.map((kind) => (
        <FilterGroup
          key={kind}
          kind={kind}
          filter={query.filter}
          counts={counts.data?.[kind]}
          onToggle={(value) => onChange(toggleFilter(query.filter, kind, value))}
        />
      ))}
    </Panel>
  )
}
