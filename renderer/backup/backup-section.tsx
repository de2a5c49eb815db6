import { Body1, MessageBar, MessageBarBody, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { BackupView } from '../../shared/backup.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { useFailureText, useMegabytes } from './backup-words.ts'
import { MakeBackup } from './make-backup.tsx'
import { ScheduleForm } from './schedule-form.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, maxWidth: '640px', minWidth: 0 },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  heading: { margin: 0 },
  file: { overflowWrap: 'anywhere' },
})

/** How often the state is asked for, in milliseconds: often while a backup is being made. */
const [slow, fast] = [10_000, 500]

/** Backups: the last one, one now, and those that are made by themselves. */
export function BackupSection() {
  const { t } = useWords()
  const styles = useStyles()
  const state = useQuery({
    ...api.backup.state.queryOptions({ input: {} }),
    refetchInterval: ({ state: { data } }) => (data?.running ? fast : slow),
  })
  if (state.data === undefined) return <ErrorBar error={state.error} />
  const { running, schedule, nextAt, failure } = state.data
  return (
    <div className={styles.root}>
      <div className={styles.part}>
        <Body1>{t('backup.intro')}</Body1>
        <Last view={state.data} />
      </div>
      <div className={styles.part}>
        <Subtitle2 as="h2" className={styles.heading}>
          {t('backup.now')}
        </Subtitle2>
        <MakeBackup folder={schedule.folder} running={running} />
      </div>
      <div className={styles.part}>
        <Subtitle2 as="h2" className={styles.heading}>
          {t('backup.schedule')}
        </Subtitle2>
        <ScheduleForm schedule={schedule} nextAt={nextAt} needsApproval={failure?.reason === 'needsApproval'} />
      </div>
    </div>
  )
}

function Last({ view: { last, failure } }: { readonly view: BackupView }) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const megabytes = useMegabytes()
  const failureText = useFailureText()
  return (
    <>
      <Subtitle2 as="h2" className={styles.heading}>
        {t('backup.last')}
      </Subtitle2>
      <Body1 className={styles.file}>
        {last === null
          ? t('backup.never')
          : t('backup.lastFacts', { time: formatDateTime(last.at), file: last.file, size: megabytes(last.bytes) })}
      </Body1>
      {failure !== null && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{failureText(failure)}</MessageBarBody>
        </MessageBar>
      )}
    </>
  )
}
