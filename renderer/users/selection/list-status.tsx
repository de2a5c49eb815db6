import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useWords } from '../../base/words/words.ts'
import type { ShownUsers } from '../use-user-rows.ts'
import { chosenCount, maximumIds } from './selection.ts'
import type { UserSelection } from './use-selection.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalL, minWidth: 0 },
  count: { color: tokens.colorNeutralForeground2 },
  chosen: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
})

type ListStatusProps = {
  readonly users: ShownUsers
  readonly selection: UserSelection
  /** What can be done about everybody selected; shown while somebody is. */
  readonly actions: ReactNode
  /** Moves the focus when the button that cleared the selection disappears. */
  readonly onCleared: () => void
}

function useStatusWords(users: ShownUsers, selection: UserSelection) {
  const { t, formatNumber } = useWords()
  const chosen = chosenCount(selection.people)
  const { total, all, isFirstLoad } = users
  const found =
    total === all
      ? t('users.people', { count: all, number: formatNumber(all) })
      : t('users.peopleOf', { count: all, shown: formatNumber(total), all: formatNumber(all) })
  const limitText = selection.isOverLimit
    ? t('users.tooMany', { limit: formatNumber(maximumIds) })
    : selection.isTickingDisabled
      ? t('users.sealed', { number: formatNumber(chosen) })
      : ''
  return {
    found: isFirstLoad ? '' : found,
    chosen: chosen === 0 ? '' : t('users.chosen', { count: chosen, number: formatNumber(chosen) }),
    limit: limitText,
  }
}

/** How many people the list shows and how many are selected; read out politely when they change. */
export function ListStatus({ users, selection, actions, onCleared }: ListStatusProps) {
  const { t } = useWords()
  const styles = useStyles()
  const words = useStatusWords(users, selection)
  const clear = () => {
    selection.clear()
    onCleared()
  }
  return (
    <div className={styles.root}>
      <Text role="status" className={styles.count}>
        {words.found}
      </Text>
      <span className={styles.chosen}>
        <Text role="status" weight="semibold">
          {words.limit || words.chosen}
        </Text>
        {selection.isBusy && <Spinner size="extra-tiny" label={t('users.listing')} />}
        {words.chosen !== '' && actions}
        {words.chosen !== '' && (
          <Button size="small" appearance="subtle" onClick={clear}>
            {t('users.clearSelection')}
          </Button>
        )}
      </span>
    </div>
  )
}
