import { availableParallelism } from 'node:os'
import { DomainError, isDomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import { isDirectoryAway } from '../../shared/rules/directory-faults.ts'
import type { Database } from '../db/database.ts'
import { asStoreError } from '../db/store-errors.ts'
import { isStoreFault } from '../db/store-faults.ts'
import type { Call } from '../rpc/call.ts'
import type { ItemRow, JobRow, JobsStore } from './jobs-store.ts'

/** What a kind of job does to one person: the slow part, then the durable part inside the runner's transaction. */
export type Work = {
  /** `isPending` says in the last transaction before a directory is asked that nobody has found out meanwhile what an earlier run had done. */
  readonly prepare: (userId: UserId, call: Call, isPending: () => boolean) => Promise<Prepared>
}
export type Prepared = {
  /** Gets the actor as the store says at the moment of the commit, because a job may run for minutes and wait for days. */
  readonly commit: (call: Call) => { readonly secretId: string | null } | Skip
  /** An external directory has it already: it is committed even where the job stops, or its actor may do nothing more. */
  readonly isWritten: boolean
  /** Called instead of the commit when the store can't be written. */
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
  /** The call of the job's actor as things stand now. Throws when they are gone or blocked, which stops the job. */
  readonly callNow: () => Call
}

const pageSize = 200
/** Items committed together: one fsync for several people, and the main thread is free again after a few milliseconds. */
const batchSize = 16

/** Works through a job's pending items until none is left or `isStopped` says so; each item is done in the transaction that does it. */
export async function runJob(job: JobRow, work: Work, deps: RunDeps, isStopped: () => boolean): Promise<void> {
  const ready: Ready[] = []
  let fault: unknown = null
  // Somebody of whom it is not known yet whether a directory did what it was asked: the others go on, and the job comes back to them.
  let postponed: DomainError | null = null
  let isFlushing = false
  let known = { at: deps.db.transactions(), call: deps.callNow() }

  /** What an actor may do changes in a transaction, so that nothing has to be read again before the next one. */
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

  /** In the name of whoever it was begun by, because what an external directory has can't be taken back; answers the others. */
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
  function flushSoon(): void {
    if (isFlushing) return
    isFlushing = true
    setImmediate(() => {
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
        // An external directory is asked before the commit: by then its admin may do nothing more.
        const { position } = item
        const isPending = () => deps.store.isPending(job.number, position)
        const prepared = await preparedFor(work, item, callSinceLastChange(), isPending)
        ready.push({ item, prepared })
        // At once, because nobody else gets on with a person whose new password is not written down.
        if (prepared.isWritten || ready.length >= batchSize) flushSoon()
      }
    } catch (error) {
      fault ??= error
    }
  }

  const next = nextItem(job, deps)
  await Promise.all(Array.from({ length: availableParallelism() + 2 }, () => worker(next)))
  if (fault === null) flush()
  else finishWritten()
  const error = fault ?? postponed
  if (error !== null) throw asStoreError(error)
}

/** A refusal while preparing is kept and becomes the item's outcome when its turn to commit comes. */
async function preparedFor(work: Work, item: ItemRow, call: Call, isPending: () => boolean): Promise<Prepared> {
  try {
    return await work.prepare(item.user_id as UserId, call, isPending)
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
 * Commits one item inside the batch's transaction, behind a savepoint; a refusal is the outcome of that item, and a fault of the store ends the whole
 * batch. Answers the error of a person whose turn must come again.
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
