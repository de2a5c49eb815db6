import type { JobId } from '../../shared/ids.ts'
import type { Job, JobState, ListedJob } from '../../shared/jobs.ts'
import type { Vault } from '../vault/vault.ts'
import type { Interruption } from './interruptions.ts'
import type { JobRow, JobsStore } from './jobs-store.ts'

export type JobViewDeps = {
  readonly vault: Vault
  readonly now: () => number
  readonly isRunning: (id: string) => boolean
  readonly interruptionOf: (id: string) => Interruption | null
}

/** A stored job as the screens and the command line see it; its state is that of this process, because the store may have been impossible to write. */
export function createJobView(store: JobsStore, deps: JobViewDeps) {
  /** Finished jobs of which no password is stored any more; the answer is remembered, because they never get one again. */
  const spent = new Set<string>()

  function stateOf(row: JobRow): { readonly state: JobState; readonly interruption: Job['interruption'] } {
    const interruption = deps.interruptionOf(row.id)
    if (row.state !== 'running') return { state: row.state, interruption: null }
    if (interruption !== null) return { state: 'interrupted', interruption }
    if (deps.isRunning(row.id)) return { state: 'running', interruption: null }
    if (!deps.vault.isOpen()) return { state: 'waiting', interruption: null }
    return { state: 'interrupted', interruption: { reason: 'cutOff', nextTryAt: null } }
  }

  function factsOf(row: JobRow): Omit<Job, 'readable'> {
    const { kind, actor, total, done, skipped, failed } = row
    const times = { createdAt: row.created_at, finishedAt: row.finished_at }
    return { id: row.id as JobId, kind, ...stateOf(row), ...times, actor, total, done, skipped, failed }
  }

  function asJob(row: JobRow): Job {
    const facts = factsOf(row)
    // Counted only when the job does not run, because a running job is asked for several times a second.
    const counted = facts.state === 'running' ? row.done : store.readable(row.number, deps.now())
    return { ...facts, readable: row.kind === 'resetPasswords' ? counted : 0 }
  }

  function hasReadable(row: JobRow): boolean {
    if (spent.has(row.id)) return false
    // At any time: what has lapsed by a clock that is ahead can be read again once that is right.
    if (row.state === 'done' && !store.hasReadable(row.number, 0)) spent.add(row.id)
    return store.hasReadable(row.number, deps.now())
  }

  return {
    asJob,
    asListed: (row: JobRow): ListedJob => ({ ...factsOf(row), hasReadable: hasReadable(row) }),
    /** Forgets that a finished job has no readable password, because a job that goes on may make new ones. */
    forget: (id: string) => spent.delete(id),
  }
}
