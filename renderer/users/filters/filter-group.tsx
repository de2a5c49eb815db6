import { Button, Checkbox, makeStyles, SearchBox, tokens, typographyStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { matches, searchNeedles, searchText } from '../../../shared/rules/text/fold.ts'
import { useWords } from '../../base/words/words.ts'
import { useFilterWords } from '../filter-words.ts'
import type { FilterKind } from '../user-view.ts'

const useStyles = makeStyles({
  group: { border: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', minWidth: 0 },
  legend: { ...typographyStyles.subtitle2, padding: 0, marginBottom: tokens.spacingVerticalXS },
  more: { alignSelf: 'flex-start' },
})

/** How many values are shown at first, because an office may have a hundred departments. */
const shownAtFirst = 12

export type FilterOption = { readonly value: string; readonly count: number | undefined }

type FilterGroupProps = {
  readonly kind: FilterKind
  readonly options: readonly FilterOption[]
  readonly ticked: readonly string[]
  /** How many can be ticked at once. */
  readonly most: number
  readonly onToggle: (value: string) => void
}

/** The values of one filter, each with its number of people where that is known; a long list can be searched. */
export function FilterGroup({ kind, options, ticked, most, onToggle }: FilterGroupProps) {
  const { t, formatNumber } = useWords()
  const words = useFilterWords({ group: kind === 'group', directory: kind === 'directory' })
  const styles = useStyles()
  const [isWhole, setIsWhole] = useState(false)
  const [search, setSearch] = useState('')
  const needles = searchNeedles(search)
  const found = options.filter(({ value }) => matches(searchText([words.value(kind, value)]), needles))
  const visible = found.filter(({ value }, at) => isWhole || at < shownAtFirst || ticked.includes(value))
  const hidden = found.length - visible.length
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{words.kind(kind)}</legend>
      {kind === 'group' && options.length > shownAtFirst && (
        <SearchBox
          size="small"
          aria-label={t('users.searchGroups')}
          placeholder={t('users.searchGroups')}
          value={search}
          onChange={(_, data) => setSearch(data.value)}
        />
      )}
      {visible.map(({ value, count }) => {
        const name = words.value(kind, value)
        return (
          <Checkbox
            key={value}
            checked={ticked.includes(value)}
            disabled={ticked.length >= most && !ticked.includes(value)}
            onChange={() => onToggle(value)}
            label={count === undefined ? name : `${name} (${formatNumber(count)})`}
          />
        )
      })}
      {hidden > 0 && (
        <Button size="small" className={styles.more} onClick={() => setIsWhole(true)}>
          {t(kind === 'group' ? 'users.moreGroups' : 'users.moreDepartments', { count: hidden })}
        </Button>
      )}
    </fieldset>
  )
}
