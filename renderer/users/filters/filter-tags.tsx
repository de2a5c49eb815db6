import { Button, makeStyles, Tag, TagGroup, tokens } from '@fluentui/react-components'
import type { UserFilter } from '../../../shared/users.ts'
import { useWords } from '../../base/words/words.ts'
import { useFilterWords } from '../filter-words.ts'
import { type FilterKind, filterKinds, isFiltered, toggleFilter, valuesOf } from '../user-view.ts'
import type { Views } from '../views/use-views.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS, flexShrink: 0 },
  tags: { flexWrap: 'wrap', rowGap: tokens.spacingVerticalXS },
})

type FilterTagsProps = {
  readonly filter: UserFilter
  readonly views: Views
  readonly onChange: (filter: UserFilter) => void
  readonly onClear: () => void
  /** Leaves the chosen view, and removes its search too. */
  readonly onLeave: () => void
}

const viewTag = 'view'

/** The chosen view and the active filters, each with a button that removes it. */
export function FilterTags({ filter, views: { chosen, isChanged }, onChange, onClear, onLeave }: FilterTagsProps) {
  const { t } = useWords()
  const words = useFilterWords({
    group: valuesOf(filter, 'group').length > 0,
    directory: valuesOf(filter, 'directory').length > 0,
  })
  const styles = useStyles()
  if (!isFiltered(filter) && chosen === null) return null
  const dismiss = (tag: string) => {
    if (tag === viewTag) return onLeave()
    const at = tag.indexOf(':')
    onChange(toggleFilter(filter, tag.slice(0, at) as FilterKind, tag.slice(at + 1)))
  }
  return (
    <div className={styles.root}>
      <TagGroup
        className={styles.tags}
        size="small"
        aria-label={t('users.activeFilters')}
        onDismiss={(_, { value }) => dismiss(value)}
      >
        {chosen !== null && (
          <Tag value={viewTag} appearance="brand" dismissible dismissIcon={{ 'aria-label': t('users.removeFilter') }}>
            {t(isChanged ? 'users.views.tagChanged' : 'users.views.tag', { name: chosen.name })}
          </Tag>
        )}
        {filterKinds.flatMap((kind) =>
          valuesOf(filter, kind).map((value) => (
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
