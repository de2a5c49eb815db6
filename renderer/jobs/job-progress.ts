import type { Job, JobState } from '../../shared/jobs.ts'

/** How many of a job's people need nothing more. */
export function settled(job: Omit<Job, 'readable'>): number {
  return job.done + job.skipped + job.failed
}

/** Milliseconds until the screen asks again: four times a second while it runs, seldom while it waits or is interrupted, else not at all. */
export function pollTime(state: JobState | undefined): number | false {
  if (state === 'running') return 250
  return state === 'waiting' || state === 'interrupted' ? 2000 : false
}

/** What an admin may do with a job in this state. */
export function offers(job: Omit<Job, 'readable'>) {
  const isHeldUp = job.state === 'waiting' || job.state === 'interrupted'
  const isGoing = job.state === 'running' || isHeldUp
  return {
    canStop: isGoing,
    canResume: job.state === 'stopped' || isHeldUp,
    canRetry: !isGoing && job.failed > 0,
  }
}

/** The share that is settled, 0 to 1; a job about nobody is complete. */
export function fraction(jobs: readonly Omit<Job, 'readable'>[]): number {
  const total = jobs.reduce((sum, job) => sum + job.total, 0)
  return total === 0 ? 1 : jobs.reduce((sum, job) => sum + settled(job), 0) / total
}
