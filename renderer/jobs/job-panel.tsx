import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { JobId } from '../../shared/ids.ts'
import type { Job } from '../../shared/jobs.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { Panel } from '../ui/panel.tsx'
import { JobView } from './job-view.tsx'

export type JobPanelProps = {
  readonly jobId: JobId
  readonly onClose: () => void
  readonly results: (job: Job) => ReactNode
}

/** A running or finished job, opened from the top bar. */
export function JobPanel({ jobId, onClose, results }: JobPanelProps) {
  const { t } = useWords()
  const { data } = useQuery(api.jobs.get.queryOptions({ input: { id: jobId } }))
  const title = data === undefined ? t('jobs.job') : t(`jobs.kinds.${data.kind}`)
  return (
    <Panel isOpen title={title} onClose={onClose}>
      <JobView jobId={jobId} results={results} />
    </Panel>
  )
}
