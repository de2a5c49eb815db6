import { Badge, Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SessionEntry } from '../../shared/sessions.ts'
import { api, client } from '../app/api.ts'
import { useNotify } from '../app/notify.tsx'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Section } from './section.tsx'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '32px',
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
      await client.sessions.endMine({ id })
      notify(t('sessions.signedOutThere'))
    } catch (failure) {
      setError(failure)
    } finally {
      setIsBusy(false)
      void queries.invalidateQueries({ queryKey: api.sessions.mine.key() })
    }
  }
  return { end, error, isBusy }
}

/** Where the person is signed in, and the way out of each other place. */
export function MySessions() {
  const { t } = useWords()
  const styles = useStyles()
  const { data, error } = useQuery({ ...api.sessions.mine.queryOptions({ input: {} }), gcTime: 0 })
  const ending = useEnding()
  return (
    <Section title={t('sessions.mySessions')}>
      <ErrorBar error={error ?? ending.error} />
      {data !== undefined && (
        <ul className={styles.list}>
          {data.sessions.map((session) => (
            <MySession
              key={session.id}
              session={session}
              isBusy={ending.isBusy}
              onEnd={() => void ending.end(session.id)}
            />
          ))}
        </ul>
      )}
    </Section>
  )
}

type MySessionProps = { readonly session: SessionEntry; readonly isBusy: boolean; readonly onEnd: () => void }

function MySession({ session: { startedAt, activeAt, isLocked, isThis }, isBusy, onEnd }: MySessionProps) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  return (
    <li className={styles.item}>
      <div className={styles.when}>
        <Text>{t('sessions.since', { time: formatDateTime(startedAt) })}</Text>
        <Caption1 className={styles.quiet}>{t('sessions.active', { time: formatDateTime(activeAt) })}</Caption1>
      </div>
      {isLocked && <Badge appearance="tint">{t('sessions.lockedSession')}</Badge>}
      {isThis ? (
        <Badge appearance="tint" color="success">
          {t('sessions.thisSession')}
        </Badge>
      ) : (
        <Button
          size="small"
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
