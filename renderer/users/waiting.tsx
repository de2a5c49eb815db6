import { Body1, Button, makeStyles, ToggleButton, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { waitingStates } from '../../shared/rules/password-state.ts'
import { noFilter, type UserFilter, type UserQuery } from '../../shared/users.ts'
import { api } from '../base/api.ts'
import type { Chosen } from '../base/chosen.ts'
import { useMay } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'
import { sameFilter } from './user-view.ts'

/** How often the counts are read while the page is open, milliseconds. */
const refresh = 60_000

/** People who have not changed a temporary password yet, lapsed or not. */
export const waitingFilter: UserFilter = { ...noFilter, passwordState: waitingStates }

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    flexShrink: 0,
  },
})

function useWaiting() {
  return useQuery({ ...api.users.waiting.queryOptions({ input: {} }), refetchInterval: refresh }).data
}

type WaitingButtonProps = {
  readonly filter: UserFilter
  readonly onShow: () => void
  readonly onLeave: () => void
}

/** The button that shows everybody who has not changed their temporary password yet, and leads back. */
export function WaitingButton({ filter, onShow, onLeave }: WaitingButtonProps) {
  const { t } = useWords()
  const counts = useWaiting()
  const isShown = sameFilter(filter, waitingFilter)
  return (
    <ToggleButton appearance="subtle" checked={isShown} onClick={isShown ? onLeave : onShow}>
      {counts === undefined ? t('users.waiting.title') : t('users.waiting.titleCount', { count: counts.waiting })}
    </ToggleButton>
  )
}

type WaitingBarProps = {
  /** The list's query and the number of people in it. */
  readonly query: UserQuery
  readonly total: number
  readonly chosenCount: number
  readonly onRenew: (chosen: Chosen) => void
  readonly onRenewChosen: () => void
}

/**
 * The bar above the people who have not changed their temporary password: how many there are, for how many it is urgent, and a button for new
 * passwords for all of them.
 */
export function WaitingBar({ query, total, chosenCount, onRenew, onRenewChosen }: WaitingBarProps) {
  const { t } = useWords()
  const styles = useStyles()
  const counts = useWaiting()
  const mayReset = useMay('passwords.reset')
  if (!sameFilter(query.filter, waitingFilter) || counts === undefined) return null
  const { waiting, soon, lapsed } = counts
  const renewAll = () => onRenew({ selection: { kind: 'matching', query, except: [] }, count: total, single: null })
  return (
    <section className={styles.bar} aria-label={t('users.waiting.title')}>
      <Body1 role="status">
        {waiting === 0 ? t('users.waiting.nobody') : t('users.waiting.counts', { count: waiting })}
      </Body1>
      {waiting > 0 && (
        <>
          <Body1>{t('users.waiting.soon', { count: soon })}</Body1>
          <Body1>{t('users.waiting.lapsed', { count: lapsed })}</Body1>
          <Button size="small" appearance="primary" disabled={!mayReset || total === 0} onClick={renewAll}>
            {t('users.waiting.renewAll', { count: total })}
          </Button>
          <Button size="small" disabled={!mayReset || chosenCount === 0} onClick={onRenewChosen}>
            {t('users.waiting.renewChosen', { count: chosenCount })}
          </Button>
        </>
      )}
    </section>
  )
}
