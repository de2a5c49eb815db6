import type { Job, JobState, ListedJob } from '../../shared/jobs.ts'

/** How many people of a job are finished: done, left out or failed. */
export function finishedCount(job: Omit<Job, 'readable'>): number {
  return job.done + job.skipped + job.failed
}

/** Milliseconds until the next poll: four times a second while the job runs, seldom while it waits or is interrupted, otherwise never. */
export function pollTime(state: JobState | undefined): number | false {
  if (state === 'running') return 250
  return state === 'waiting' || state === 'interrupted' ? 2000 : false
}

/** Whether the list of jobs shows it: until it is finished without failures and its passwords are gone. */
export function isListed({ state, failed, hasReadable }: ListedJob): boolean {
  return state !== 'done' || failed > 0 || hasReadable
}

/** The actions that an admin may take with a job in this state. */
export function allowedActions(job: Omit<Job, 'readable'>) {
  const isHeldUp = job.state === 'waiting' || job.state === 'interrupted'
  const isGoing = job.state === 'running' || isHeldUp
  return {
    canStop: isGoing,
    canResume: job.state === 'stopped' || isHeldUp,
    canRetry: !isGoing && job.failed > 0,
  }
}

/** The finished share of all people, 0 to 1; a job without people is complete. */
export function fraction(jobs: readonly Omit<Job, 'readable'>[]): number {
  const total = jobs.reduce((sum, job) => sum + job.total, 0)
  return total === 0 ? 1 : jobs.reduce((sum, job) => sum + finishedCount(job), 0) / total
}
