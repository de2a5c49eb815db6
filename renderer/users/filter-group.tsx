import { Button, Checkbox, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { useWords } from '../app/words.ts'
import { useFilterWords } from './filter-words.ts'
import type { FilterKind } from './user-view.ts'

const useStyles = makeStyles({
  group: { border: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', minWidth: 0 },
  legend: { ...typographyStyles.subtitle2, padding: 0, marginBottom: tokens.spacingVerticalXS },
  more: { alignSelf: 'flex-start' },
})

/** More than these are shown only when somebody asks: an office may have a hundred departments. */
const shownAtFirst = 12

export type FilterOption = { readonly value: string; readonly count: number | undefined }

type FilterGroupProps = {
  readonly kind: FilterKind
  readonly options: readonly FilterOption[]
  readonly ticked: readonly string[]
  readonly onToggle: (value: string) => void
}

/** The values of one filter, each with the number of people behind it. */
export function FilterGroup({ kind, options, ticked, onToggle }: FilterGroupProps) {
  const { t, formatNumber } = useWords()
  const words = useFilterWords()
  const styles = useStyles()
  const [isWhole, setIsWhole] = useState(false)
  const shown = options.filter(({ value }, at) => isWhole || at < shownAtFirst || ticked.includes(value))
  const hidden = options.length - shown.length
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{words.kind(kind)}</legend>
      {shown.map(({ value, count }) => {
        const name = words.value(kind, value)
        return (
          <Checkbox
            key={value}
            checked={ticked.includes(value)}
            onChange={() => onToggle(value)}
            label={count === undefined ? name : `${name} (${formatNumber(count)})`}
          />
        )
      })}
      {hidden > 0 && (
        <Button size="small" className={styles.more} onClick={() => setIsWhole(true)}>
          {t('users.moreDepartments', { count: hidden })}
        </Button>
      )}
    </fieldset>
  )
}
