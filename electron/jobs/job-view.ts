import type { JobId } from '../../shared/ids.ts'
import type { Job, ListedJob } from '../../shared/jobs.ts'
import type { Vault } from '../vault/vault.ts'
import type { JobRow, JobsStore } from './jobs-store.ts'

/** A stored job as the screens and the command line see it. */
export function createJobView(store: JobsStore, deps: { readonly vault: Vault; readonly now: () => number }) {
  /** Finished jobs without a readable password: there will never be one again. */
  const spent = new Set<string>()

  function factsOf(row: JobRow): Omit<Job, 'readable'> {
    const state = row.state === 'running' && !deps.vault.isOpen() ? 'waiting' : row.state
    const { kind, actor, total, done, skipped, failed } = row
    const times = { createdAt: row.created_at, finishedAt: row.finished_at }
    return { id: row.id as JobId, kind, state, ...times, actor, total, done, skipped, failed }
  }

  function asJob(row: JobRow): Job {
    // Counted one by one only when the job stands still: while it runs it is asked several times a second.
    const counted = row.state === 'running' ? row.done : store.readable(row.number, deps.now())
    return { ...factsOf(row), readable: row.kind === 'resetPasswords' ? counted : 0 }
  }

  function hasReadable(row: JobRow): boolean {
    if (row.kind !== 'resetPasswords' || row.done === 0 || spent.has(row.id)) return false
    const isSome = store.hasReadable(row.number, deps.now())
    if (!isSome && row.state === 'done') spent.add(row.id)
    return isSome
  }

  return {
    asJob,
    asListed: (row: JobRow): ListedJob => ({ ...factsOf(row), hasReadable: hasReadable(row) }),
    /** A job that goes on may make new passwords. */
    forget: (id: string) => spent.delete(id),
  }
}
