import {
  Body1,
  Button,
  Caption1,
  MessageBar,
  MessageBarBody,
  makeStyles,
  ProgressBar,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { ArrowClockwiseRegular, PlayRegular, StopRegular } from '@fluentui/react-icons'
import { type ReactNode, useRef } from 'react'
import type { JobId } from '../../shared/ids.ts'
import type { Job } from '../../shared/jobs.ts'
import { useTimeLeft } from '../base/use-time-left.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { JobItems } from './job-items.tsx'
import { allowedActions, finishedCount } from './job-progress.ts'
import { useHeadingFocus } from './use-heading-focus.ts'
import { useJob } from './use-job.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  progress: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  heading: { ...typographyStyles.subtitle1, margin: 0, ':focus': { outlineStyle: 'none' } },
  counts: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

export type JobViewProps = {
  readonly jobId: JobId
  /** Shows the passwords of a job; passed in, because passwords are another slice. */
  readonly results: (job: Job) => ReactNode
}

/** A running or finished job: progress, counts, errors with reasons, and results. Closing the view does not stop the job. */
export function JobView({ jobId, results }: JobViewProps) {
  const { t } = useWords()
  const styles = useStyles()
  const control = useJob(jobId)
  const { job, error } = control
  const heading = useRef<HTMLHeadingElement>(null)
  useHeadingFocus(heading, job?.state)
  return (
    <div className={styles.root}>
      <div role="status">
        <h3 ref={heading} tabIndex={-1} className={styles.heading}>
          {job === undefined ? t('ui.loading') : t(`jobs.states.${job.state}`)}
        </h3>
      </div>
      {job !== undefined && <JobProgress job={job} />}
      {job !== undefined && <JobButtons job={job} control={control} />}
      <ErrorBar error={error} />
      {job !== undefined && <JobOutcomes job={job} results={results} />}
    </div>
  )
}

function JobOutcomes({ job, results }: { readonly job: Job; readonly results: JobViewProps['results'] }) {
  const { t } = useWords()
  const hasResults = job.kind === 'resetPasswords' && job.state !== 'running'
  return (
    <>
      <JobItems job={job} outcome="failed" />
      <JobItems job={job} outcome="skipped" />
      {hasResults && job.readable > 0 && results(job)}
      {hasResults && job.readable === 0 && job.done > 0 && <Body1>{t('jobs.noneReadable')}</Body1>}
    </>
  )
}

function JobProgress({ job }: { readonly job: Job }) {
  const { t, formatNumber } = useWords()
  const styles = useStyles()
  const numbers = { done: formatNumber(finishedCount(job)), total: formatNumber(job.total) }
  const pending = job.total - finishedCount(job)
  const left = useTimeLeft(job.state === 'running' ? { done: finishedCount(job), total: job.total } : null)
  return (
    <div className={styles.progress}>
      <ProgressBar
        aria-label={t(`jobs.kinds.${job.kind}`)}
        aria-valuetext={t('jobs.progress', numbers)}
        value={finishedCount(job)}
        max={Math.max(1, job.total)}
        color={job.failed > 0 ? 'warning' : 'brand'}
        thickness="large"
      />
      <Body1>{[t('jobs.progress', numbers), left].filter(Boolean).join(', ')}</Body1>
      <ul className={styles.counts}>
        <li>{t(`jobs.done.${job.kind}`, { count: job.done })}</li>
        {job.skipped > 0 && <li>{t('jobs.skipped', { count: job.skipped })}</li>}
        {job.failed > 0 && <li>{t('jobs.failed', { count: job.failed })}</li>}
        {pending > 0 && <li>{t('jobs.pending', { count: pending })}</li>}
      </ul>
      {job.interruption !== null && <Interruption interruption={job.interruption} />}
      {job.state === 'waiting' && <Body1>{t('jobs.waitingText')}</Body1>}
      {job.state === 'running' && <Caption1>{t('jobs.goesOn')}</Caption1>}
    </div>
  )
}

function Interruption({ interruption }: { readonly interruption: NonNullable<Job['interruption']> }) {
  const { t } = useWords()
  const { reason, nextTryAt } = interruption
  const next = nextTryAt === null ? t('jobs.interruptedText') : t('jobs.triesAgain')
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {t(`jobs.interruptions.${reason}`)} {next}
      </MessageBarBody>
    </MessageBar>
  )
}

function JobButtons({ job, control }: { readonly job: Job; readonly control: ReturnType<typeof useJob> }) {
  const { t } = useWords()
  const styles = useStyles()
  const { canStop, canResume, canRetry } = allowedActions(job)
  const input = { id: job.id }
  if (!canStop && !canResume && !canRetry) return null
  return (
    <div className={styles.buttons}>
      {canStop && (
        <Button
          icon={<StopRegular />}
          disabledFocusable={control.stop.isPending}
          onClick={() => control.stop.mutate(input)}
        >
          {t('jobs.stop')}
        </Button>
      )}
      {canResume && (
        <Button
          appearance="primary"
          icon={<PlayRegular />}
          disabledFocusable={control.resume.isPending}
          onClick={() => control.resume.mutate()}
        >
          {t('jobs.resume')}
        </Button>
      )}
      {canRetry && (
        <Button
          icon={<ArrowClockwiseRegular />}
          disabledFocusable={control.retry.isPending}
          onClick={() => control.retry.mutate()}
        >
          {t('jobs.retryFailed')}
        </Button>
      )}
    </div>
  )
}
