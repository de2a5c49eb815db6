import { Button, makeStyles, Tag, TagGroup, tokens } from '@fluentui/react-components'
import type { UserFilter } from '../../shared/users.ts'
import { useWords } from '../app/words.ts'
import { useFilterWords } from './filter-words.ts'
import { type FilterKind, filterKinds, isFiltered, toggleFilter } from './user-view.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS, flexShrink: 0 },
  tags: { flexWrap: 'wrap', rowGap: tokens.spacingVerticalXS },
})

type FilterTagsProps = {
  readonly filter: UserFilter
  readonly onChange: (filter: UserFilter) => void
  readonly onClear: () => void
}

/** The active filters, each with its own button to take it off. */
export function FilterTags({ filter, onChange, onClear }: FilterTagsProps) {
  const { t } = useWords()
  const words = useFilterWords()
  const styles = useStyles()
  if (!isFiltered(filter)) return null
  const dismiss = (tag: string) => {
    const [kind, value] = tag.split(':')
    onChange(toggleFilter(filter, kind as FilterKind, value ?? ''))
  }
  return (
    <div className={styles.root}>
      <TagGroup
        className={styles.tags}
        size="small"
        aria-label={t('users.activeFilters')}
        onDismiss={(_, { value }) => dismiss(value)}
      >
        {filterKinds.flatMap((kind) =>
          filter[kind].map((value) => (
            <Tag
              key={`${kind}:${value}`}
              value={`${kind}:${value}`}
              dismissible
              dismissIcon={{ 'aria-label': t('users.removeFilter') }}
            >
              {`${words.kind(kind)}: ${words.value(kind, value)}`}
            </Tag>
          )),
        )}
      </TagGroup>
      <Button size="small" appearance="subtle" onClick={onClear}>
        {t('users.clearFilters')}
      </Button>
    </div>
  )
}
