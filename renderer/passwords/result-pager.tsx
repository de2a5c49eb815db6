import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components'
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons'
import { useWords } from '../app/words.ts'

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
})

export type ResultPagerProps = {
  readonly offset: number
  readonly limit: number
  readonly total: number
  readonly onTurn: (offset: number) => void
}

/** Turns pages of a long result; nothing while one page holds everything. */
export function ResultPager({ offset, limit, total, onTurn }: ResultPagerProps) {
  const { t, formatNumber } = useWords()
  const styles = useStyles()
  if (total <= limit) return null
  const last = Math.min(offset + limit, total)
  return (
    <nav className={styles.root} aria-label={t('passwords.pages')}>
      <Button
        icon={<ChevronLeftRegular />}
        aria-label={t('passwords.previousPage')}
        disabledFocusable={offset === 0}
        onClick={() => onTurn(Math.max(0, offset - limit))}
      />
      <Body1 role="status">
        {t('passwords.pageOf', {
          first: formatNumber(offset + 1),
          last: formatNumber(last),
          total: formatNumber(total),
        })}
      </Body1>
      <Button
        icon={<ChevronRightRegular />}
        aria-label={t('passwords.nextPage')}
        disabledFocusable={last >= total}
        onClick={() => onTurn(offset + limit)}
      />
    </nav>
  )
}
