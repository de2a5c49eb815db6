import { Badge, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { UserId } from '../../../shared/ids.ts'
import { useWords } from '../../base/words/words.ts'
import { useArrival } from '../../ui/arriving.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Titled } from '../../ui/titled.tsx'
import { useSessionsOf } from '../commands/sessions-of.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  item: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** The list of the places where one person is signed in right now. */
export function UserSessions({ userId }: { readonly userId: UserId }) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const { data, error, isLoading } = useSessionsOf(userId)
  useArrival(isLoading)
  return (
    <Titled level={3} isTight title={t('users.sessions')}>
      <ErrorBar error={error} />
      {data?.sessions.length === 0 && <Text className={styles.quiet}>{t('users.noSessions')}</Text>}
      {data !== undefined && data.sessions.length > 0 && (
        <ul className={styles.list}>
          {data.sessions.map((session) => (
            <li key={session.id} className={styles.item}>
              <Text>{t('users.sessionSince', { time: formatDateTime(session.startedAt) })}</Text>
              <Caption1 className={styles.quiet}>
                {t('users.sessionActive', { time: formatDateTime(session.activeAt) })}
              </Caption1>
              {session.isLocked && <Badge appearance="tint">{t('users.sessionLocked')}</Badge>}
              {session.isThis && <Badge appearance="tint">{t('users.sessionThis')}</Badge>}
            </li>
          ))}
        </ul>
      )}
    </Titled>
  )
}
