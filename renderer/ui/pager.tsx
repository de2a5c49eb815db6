import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components'
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons'
import { useWords } from '../base/words/words.ts'

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
})

export type PagerProps = {
  /** The name of the navigation landmark: what the pages list. */
  readonly label: string
  readonly offset: number
  readonly limit: number
  readonly total: number
  readonly onTurn: (offset: number) => void
}

/** Turns the pages of a long list; shows nothing while there is only one page. */
export function Pager({ label, offset, limit, total, onTurn }: PagerProps) {
  const { t, formatNumber } = useWords()
  const styles = useStyles()
  if (total <= limit) return null
  const last = Math.min(offset + limit, total)
  return (
    <nav className={styles.root} aria-label={label}>
      <Button
        icon={<ChevronLeftRegular />}
        aria-label={t('ui.previousPage')}
        disabledFocusable={offset === 0}
        onClick={() => onTurn(Math.max(0, offset - limit))}
      />
      <Body1 role="status">
        {t('ui.pageOf', {
          first: formatNumber(offset + 1),
          last: formatNumber(last),
          total: formatNumber(total),
        })}
      </Body1>
      <Button
        icon={<ChevronRightRegular />}
        aria-label={t('ui.nextPage')}
        disabledFocusable={last >= total}
        onClick={() => onTurn(offset + limit)}
      />
    </nav>
  )
}
