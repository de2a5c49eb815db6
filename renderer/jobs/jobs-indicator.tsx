import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { TaskListLtrRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import type { JobId } from '../../shared/ids.ts'
import type { ListedJob } from '../../shared/jobs.ts'
import { api } from '../base/api.ts'
import { useMay } from '../base/session.ts'
import { useTimeLeft } from '../base/use-time-left.ts'
import { useWords } from '../base/words/words.ts'
import { finishedCount, fraction, isListed } from './job-progress.ts'
import { ProgressRing } from './progress-ring.tsx'

const shownJobs = 10

const useStyles = makeStyles({
  facts: { display: 'block', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
})

export type JobsIndicatorProps = { readonly onOpen: (jobId: JobId) => void }

/** The jobs in the top bar: those that are not finished, had failures, or still have readable passwords. */
export function JobsIndicator(props: JobsIndicatorProps) {
  return useMay('passwords.reset') ? <JobsButton {...props} /> : null
}

function JobsButton({ onOpen }: JobsIndicatorProps) {
  const { t, formatNumber } = useWords()
  const { data } = useQuery({
    ...api.jobs.list.queryOptions({ input: {} }),
    refetchInterval: (query) => (query.state.data?.jobs.some((job) => job.state === 'running') ? 1000 : 5000),
  })
  const jobs = (data?.jobs ?? []).filter(isListed)
  if (jobs.length === 0) return null
  const running = jobs.filter((job) => job.state === 'running')
  const share = fraction(running)
  const label =
    running.length > 0
      ? t('jobs.indicatorRunning', { count: running.length, percent: formatNumber(Math.floor(share * 100)) })
      : t('jobs.indicator', { count: jobs.length })
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={label} relationship="label">
          <Button
            appearance="subtle"
            icon={running.length > 0 ? <ProgressRing fraction={share} /> : <TaskListLtrRegular />}
          />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {jobs.slice(0, shownJobs).map((job) => (
            <JobMenuItem key={job.id} job={job} onOpen={onOpen} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

function JobMenuItem({ job, onOpen }: JobsIndicatorProps & { readonly job: ListedJob }) {
  const { t, formatDateTime, formatNumber } = useWords()
  const styles = useStyles()
  const numbers = { done: formatNumber(finishedCount(job)), total: formatNumber(job.total) }
  const left = useTimeLeft(job.state === 'running' ? { done: finishedCount(job), total: job.total } : null)
  const facts = [
    t(`jobs.states.${job.state}`),
    t('jobs.progress', numbers),
    job.failed > 0 ? t('jobs.failed', { count: job.failed }) : '',
    left,
    formatDateTime(job.createdAt),
  ]
  return (
    <MenuItem onClick={() => onOpen(job.id)}>
      {t(`jobs.kinds.${job.kind}`)}
      <span className={styles.facts}>{facts.filter(Boolean).join(' · ')}</span>
    </MenuItem>
  )
}
