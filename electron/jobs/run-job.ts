import { availableParallelism } from 'node:os'
import { DomainError, isDomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import { isDirectoryAway } from '../../shared/rules/directory/directory-faults.ts'
import type { Database } from '../db/database.ts'
import { asStoreError } from '../db/store-errors.ts'
import { isStoreFault } from '../db/store-faults.ts'
import type { Call } from '../rpc/call.ts'
import type { ItemRow, JobRow, JobsStore } from './jobs-store.ts'

/** What a kind of job does to one person: the slow part, then the durable part inside the runner's transaction. */
export type Work = {
  /**
   * Does the slow part for one person. `isPending` tells, in the last transaction before a directory is asked, whether the item is still
   * undone: an earlier run may turn out to have done it.
   */
  readonly prepare: (userId: UserId, call: Call, isPending: () => boolean, entryId: UserId | null) => Promise<Prepared>
}
export type Prepared = {
  /** Gets the actor as stored at the moment of the commit, because a job may run for minutes and wait for days. */
  readonly commit: (call: Call) => { readonly secretId: string | null } | Skip
  /** True where an external directory has the password already: then it is committed even if the job stops or its actor has lost the right. */
  readonly isWritten: boolean
  /** Called instead of `commit` when the store can't be written. */
  readonly leave: () => void
}
/** Leaves one person of a job out with a reason. */
export type Skip = { readonly skip: string }

type Ready = { readonly item: ItemRow; readonly prepared: Prepared }
export type RunDeps = {
  readonly db: Database
  readonly store: JobsStore
  readonly bug: (where: string, error: unknown) => string
  /** Called after a commit, which shows that the store can be written again. */
  readonly onDone: () => void
  /** The call of the job's actor as stored now. Throws when the actor is gone or blocked, which stops the job. */
  readonly callNow: () => Call
}

const pageSize = 200
/** How many people are asked of a directory at once: it does the work, and they share the commits before and after it. */
const atDirectory = 24
/** How many milliseconds the passwords that a directory has taken wait for others to share a commit with. */
const together = 5
/** How many items are committed together: they share one fsync, and the main thread is free again after a few milliseconds. */
const batchSize = 16

/** Works through a job's pending items until none is left or `isStopped` says so; each item is done in the transaction that does it. */
export async function runJob(job: JobRow, work: Work, deps: RunDeps, isStopped: () => boolean): Promise<void> {
  const ready: Ready[] = []
  let fault: unknown = null
  // Set where it is unknown whether a directory did what it was asked: the other people go on, and the job comes back to this one.
  let postponed: DomainError | null = null
  let isFlushing = false
  let known = { at: deps.db.transactions(), call: deps.callNow() }

  /** The actor's call, read again only after a transaction, because nothing else changes what an actor may do. */
  function callSinceLastChange(): Call {
    const at = deps.db.transactions()
    if (at !== known.at) known = { at, call: deps.callNow() }
    return known.call
  }

  function flush(): void {
    const rest = finishWritten()
    if (isStopped() || rest.length === 0) return
    finishAll(rest, deps.callNow())
  }

  /**
   * Commits the passwords that an external directory already has, in the name of the admin who began them, because these can't be undone;
   * answers the other people.
   */
  function finishWritten(): readonly Ready[] {
    const batch = ready.splice(0)
    finishAll(
      batch.filter(({ prepared }) => prepared.isWritten),
      known.call,
    )
    return batch.filter(({ prepared }) => !prepared.isWritten)
  }

  function finishAll(batch: readonly Ready[], call: Call): void {
    if (batch.length === 0) return
    try {
      deps.db.transaction(() => {
        for (const entry of batch) postponed = finish(job, entry, call, deps) ?? postponed
      })
    } finally {
      for (const { prepared } of batch) prepared.leave()
    }
    deps.onDone()
  }

  /** Waits until all workers have begun their next items, so that all cores hash while this thread waits for the disk. */
  function flushSoon(isWritten: boolean): void {
    if (isFlushing) return
    isFlushing = true
    const begin = (work: () => void) => (isWritten ? setTimeout(work, together) : setImmediate(work))
    begin(() => {
      isFlushing = false
      try {
        if (fault === null) flush()
      } catch (error) {
        fault ??= error
      }
    })
  }

  async function worker(next: () => ItemRow | null): Promise<void> {
    try {
      for (let item = next(); item !== null && !isStopped() && fault === null; item = next()) {
        // An external directory is asked before the commit, so that the rights are checked here, too.
        const { position } = item
        const isPending = () => deps.store.isPending(job.number, position)
        const prepared = await preparedFor(work, item, callSinceLastChange(), isPending)
        ready.push({ item, prepared })
        // Soon for a written password, because changes of that person wait until it is committed.
        if (prepared.isWritten || ready.length >= batchSize) flushSoon(prepared.isWritten)
      }
    } catch (error) {
      fault ??= error
    }
  }

  const next = nextItem(job, deps)
  const workers = deps.store.isElsewhere(job.number) ? atDirectory : availableParallelism() + 2
  await Promise.all(Array.from({ length: workers }, () => worker(next)))
  if (fault === null) flush()
  else finishWritten()
  const error = fault ?? postponed
  if (error !== null) throw asStoreError(error)
}

/** Prepares one person; an error is kept and thrown at the commit, so that it becomes the outcome of that item. */
async function preparedFor(work: Work, item: ItemRow, call: Call, isPending: () => boolean): Promise<Prepared> {
  try {
    return await work.prepare(item.user_id as UserId, call, isPending, item.entry_id as UserId | null)
  } catch (error) {
    const commit = () => {
      throw error
    }
    return { commit, isWritten: false, leave: () => {} }
  }
}

function nextItem(job: JobRow, deps: RunDeps): () => ItemRow | null {
  let queue: ItemRow[] = []
  let after = -1
  return () => {
    if (queue.length === 0) {
      queue = deps.store.pending(job.number, after, pageSize)
      after = queue.at(-1)?.position ?? after
    }
    return queue.shift() ?? null
  }
}

/**
 * Commits one item in a savepoint of the batch's transaction. A refusal becomes the outcome of that item, and a fault of the store ends the
 * whole batch. Answers an error where the person must be tried again.
 */
function finish(job: JobRow, { item, prepared }: Ready, call: Call, deps: RunDeps): DomainError | null {
  const record = (outcome: 'done' | 'skipped' | 'failed', reason: string | null, secretId: string | null) =>
    deps.store.finishItem(job.number, item.position, outcome, reason, secretId)
  try {
    const result = deps.db.savepoint(() => prepared.commit(call))
    if ('skip' in result) record('skipped', result.skip, null)
    else record('done', null, result.secretId)
  } catch (thrown) {
    const error = asStoreError(thrown)
    if (isDomainError(error, 'DIRECTORY_UNCERTAIN')) return error
    if (isStoreFault(error) || isDirectoryAway(error) || isDomainError(error, 'VAULT_LOCKED')) throw error
    if (!(error instanceof DomainError)) deps.bug(`job ${job.kind}`, error)
    record('failed', error instanceof DomainError ? error.code : 'INTERNAL', null)
  }
  return null
}
