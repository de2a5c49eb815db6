import { Badge, Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useWords } from '../base/words/words.ts'

const useStyles = makeStyles({
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

export type SessionRowProps = {
  readonly session: {
    readonly startedAt: number
    readonly activeAt: number
    readonly isThis: boolean
    readonly isLocked?: boolean
  }
  readonly isBusy: boolean
  readonly onEnd: () => void
}

/** One place where the person is signed in; only the desk's sessions lock. */
export function SessionRow({ session: { startedAt, activeAt, isLocked, isThis }, isBusy, onEnd }: SessionRowProps) {
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
