import { Badge, Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useNotify } from '../base/notify.tsx'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { useOwnClients } from './own-clients.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    boxSizing: 'border-box',
    minHeight: '40px',
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  when: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

type OwnSession = {
  readonly id: string
  readonly startedAt: number
  readonly activeAt: number
  readonly isThis: boolean
  /** Only the desk's sessions lock. */
  readonly isLocked?: boolean
}

type OwnSessionsProps = {
  /** Undefined until they have been read. */
  readonly sessions: readonly OwnSession[] | undefined
  /** The error that reading them caused. */
  readonly error: unknown
  /** Reads the sessions again. */
  readonly onEnded: () => void
}

/** Where the person is signed in, with a button to end each other session. */
export function OwnSessions({ sessions, error, onEnded }: OwnSessionsProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { account } = useOwnClients()
  const notify = useNotify()
  const ending = useAction(async (id: string) => {
    try {
      await account.endMine({ id })
      notify(t('sessions.signedOutThere'))
    } finally {
      onEnded()
    }
  })
  return (
    <>
      <ErrorBar error={error ?? ending.error} />
      {sessions !== undefined && (
        <ul className={styles.list}>
          {sessions.map((one) => (
            <SessionRow key={one.id} session={one} isBusy={ending.isBusy} onEnd={() => void ending.run(one.id)} />
          ))}
        </ul>
      )}
    </>
  )
}

type SessionRowProps = { readonly session: OwnSession; readonly isBusy: boolean; readonly onEnd: () => void }

/** One place where the person is signed in. */
function SessionRow({ session: { startedAt, activeAt, isLocked, isThis }, isBusy, onEnd }: SessionRowProps) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  return (
    <li className={styles.item}>
      <div className={styles.when}>
        <Text>{t('sessions.since', { time: formatDateTime(startedAt) })}</Text>
        <Caption1 className={styles.quiet}>{t('sessions.active', { time: formatDateTime(activeAt) })}</Caption1>
      </div>
      {isLocked === true && <Badge appearance="tint">{t('sessions.lockedSession')}</Badge>}
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
