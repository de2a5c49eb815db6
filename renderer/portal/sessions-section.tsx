import { Badge, Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MySession } from '../../shared/portal-account.ts'
import { useNotify } from '../app/notify.tsx'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Card } from './card.tsx'
import { account, portalApi } from './portal-api.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    boxSizing: 'border-box',
    minHeight: '52px',
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  when: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

function useEnding() {
  const { t } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const end = async (id: string) => {
    setIsBusy(true)
    setError(null)
    try {
      await account.endMine({ id })
      notify(t('sessions.signedOutThere'))
    } catch (failure) {
      setError(failure)
    } finally {
      setIsBusy(false)
      void queries.invalidateQueries({ queryKey: portalApi.account.mySessions.key() })
    }
  }
  return { end, error, isBusy }
}

/** Where the person is signed in, and the way out of each other place. */
export function SessionsSection() {
  const { t } = useWords()
  const styles = useStyles()
  const { data, error } = useQuery(portalApi.account.mySessions.queryOptions({ input: {}, gcTime: 0 }))
  const ending = useEnding()
  return (
    <Card title={t('sessions.mySessions')}>
      <ErrorBar error={error ?? ending.error} />
      <ul className={styles.list}>
        {data?.sessions.map((one) => (
          <Session key={one.id} session={one} isBusy={ending.isBusy} onEnd={() => void ending.end(one.id)} />
        ))}
      </ul>
    </Card>
  )
}

type SessionProps = { readonly session: MySession; readonly isBusy: boolean; readonly onEnd: () => void }

function Session({ session: { startedAt, activeAt, isThis }, isBusy, onEnd }: SessionProps) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  return (
    <li className={styles.item}>
      <div className={styles.when}>
        <Text>{t('sessions.since', { time: formatDateTime(startedAt) })}</Text>
        <Caption1 className={styles.quiet}>{t('sessions.active', { time: formatDateTime(activeAt) })}</Caption1>
      </div>
      {isThis ? (
        <Badge appearance="tint" color="success">
          {t('sessions.thisSession')}
        </Badge>
      ) : (
        <Button
          aria-label={t('sessions.signOutOf', { time: formatDateTime(startedAt) })}
          disabledFocusable={isBusy}
          onClick={onEnd}
        >
          {t('sessions.signOut')}
        </Button>
      )}
    </li>
  )
}
