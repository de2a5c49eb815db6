import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DoorName } from '../../shared/audit.ts'
import { DomainError, isDomainError } from '../../shared/errors.ts'
import type { JobId, SecretId, UserId } from '../../shared/ids.ts'
import type { Job, JobItem, jobsContract } from '../../shared/jobs.ts'
import { isDirectoryAway } from '../../shared/rules/directory/directory-faults.ts'
import { isPermitted, rolesWith } from '../../shared/rules/role-matrix.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import { asStoreError } from '../db/store-errors.ts'
import { isStoreFault } from '../db/store-faults.ts'
import type { Events } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Actor, Call, Implements, SignedInCall } from '../rpc/call.ts'
import type { Vault } from '../vault/vault.ts'
import { createInterruptions } from './interruptions.ts'
import { createJobView } from './job-view.ts'
import { createJobsStore, type ItemView, type JobPerson, type JobRow } from './jobs-store.ts'
import { runJob, type Work } from './run-job.ts'

export type JobsDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly vault: Vault
  readonly bug: (where: string, error: unknown) => string
  /** The admin who started the job, with today's roles; null when they are gone or blocked: then the job waits until somebody resumes it. */
  readonly actorOf: (id: UserId) => Actor | null
  readonly events: Events
  readonly rowsOfUser: RowsOfUser
  readonly now: () => number
}
type MakeWork = (options: string, jobId: string) => Work
export type Jobs = ReturnType<typeof createJobs>

/** Long work over many people, recorded before it begins, so that a killed process can go on with it. */
export function createJobs(deps: JobsDeps) {
  const store = createJobsStore(deps.db.sql)
  deps.rowsOfUser.recordWhatWasDone('job_items')
  // The person of the job is done, although the run that began them has ended.
  deps.events.on('passwordSettled', ({ userId, job, secretId }) => {
    if (job !== null) store.settleItem(job, userId, secretId)
  })
  const kinds = new Map<JobRow['kind'], MakeWork>()
  const runs = new Map<string, { isStopping: boolean; readonly ended: Promise<void> }>()
  let isClosing = false
  const interruptions = createInterruptions(deps)
  const seen = { isRunning: (id: string) => runs.has(id), interruptionOf: interruptions.of }
  const { asJob, asListed, forget } = createJobView(store, { ...deps, ...seen })

  function must(id: string): JobRow {
    const row = store.get(id)
    if (row === null) throw new DomainError('NOT_FOUND', { what: 'job' })
    return row
  }

  function begin(row: JobRow): void {
    if (runs.has(row.id) || isClosing || !deps.vault.isOpen()) return
    const callNow = () => callOf(row, deps)
    const run = { isStopping: false, ended: Promise.resolve() }
    const isStopped = () => run.isStopping || isClosing
    const work = (kinds.get(row.kind) as MakeWork)(row.options, row.id)
    const onDone = () => interruptions.clear(row.id)
    const runDeps = { db: deps.db, store, bug: deps.bug, callNow, onDone }
    const runNow = () => runJob(row, work, runDeps, isStopped)
    run.ended = (row.people === null ? runNow() : list(row.number, row.people).then(runNow))
      .then(() => {
        if (isStopped()) return
        finish(row, callNow())
        interruptions.clear(row.id)
      })
      .catch((error) => stopRun(row, asStoreError(error)))
      .finally(() => runs.delete(row.id))
    runs.set(row.id, run)
  }

  /** Makes the items of a job of many people in short steps, so that others are answered meanwhile; a process that was killed goes on. */
  async function list(number: number, stored: string): Promise<void> {
    const people = JSON.parse(stored) as readonly JobPerson[]
    while (!isClosing && !deps.db.transaction(() => store.list(number, people))) await nextTurn()
  }

  function finish(row: JobRow, call: Call): void {
    deps.db.transaction(() => {
      store.setState(row.number, 'done', deps.now())
      const { done, skipped, failed } = must(row.id)
      const detail = { done: String(done), skipped: String(skipped), failed: String(failed) }
      deps.audit.append({ action: 'Finish job.', target: { id: null, name: row.kind }, detail }, call)
    })
  }

  /** Stops a run after an error of the store, or because its admin may not go on; nothing is lost, and the job can be resumed. */
  function stopRun(row: JobRow, error: unknown): void {
    // In the store the state stays `running`, so that the next start goes on with the job.
    if (isStoreFault(error) || isDirectoryAway(error)) interrupt(row, error)
    else if (isDomainError(error, 'VAULT_LOCKED')) interruptions.clear(row.id)
    else stopFor(row, error)
  }

  function stopFor(row: JobRow, error: unknown): void {
    if (!isDomainError(error)) deps.bug(`job ${row.kind}`, error)
    try {
      store.setState(row.number, 'stopped', null)
      interruptions.clear(row.id)
    } catch (thrown) {
      const fault = asStoreError(thrown)
      if (isStoreFault(fault)) interrupt(row, fault)
      else deps.bug(`job ${row.kind}`, fault)
    }
  }

  function interrupt(row: JobRow, fault: DomainError): void {
    if (!isClosing) interruptions.add(row.id, fault, () => again(row, fault))
  }

  /** Tries a job again, with the job read anew, because somebody else may have taken it over. */
  function again(row: JobRow, fault: DomainError): void {
    try {
      const current = must(row.id)
      if (current.state === 'running') begin(current)
      // Stopped meanwhile, or the vault was closed: then the job goes on when somebody opens it.
      if (!runs.has(row.id)) interruptions.clear(row.id)
    } catch (thrown) {
      interrupt(row, isDomainError(thrown) ? thrown : fault)
    }
  }

  /** Records a job without beginning it, in the caller's transaction; the caller calls `begin` after the commit. */
  function insert(
    kind: JobRow['kind'],
    options: object,
    users: readonly UserId[],
    call: SignedInCall,
    facts: Readonly<Record<string, string>> = {},
    entries: readonly UserId[] = [],
  ): JobId {
    const id = randomUUID() as JobId
    const job = { id, kind, options: JSON.stringify(options), actorId: call.actor.id, actor: call.actor.username }
    deps.db.transaction(() => {
      store.insert({ ...job, door: call.door, now: deps.now() }, users, entries)
      const detail = { job: id, people: String(users.length), ...facts }
      deps.audit.append({ action: 'Start job.', target: { id: null, name: kind }, detail }, call)
    })
    return id
  }

  const goingOn = (id: string) => runs.get(id)?.ended ?? interruptions.next(id)

  async function stop(id: JobId, call: SignedInCall): Promise<Job> {
    const row = must(id)
    if (row.state !== 'running') throw new DomainError('JOB_STATE')
    const isOwn = row.actor_id === call.actor?.id
    if (!isOwn && !call.actor?.roles.includes('globalAdministrator')) {
      throw new DomainError('NOT_ALLOWED', { roles: ['globalAdministrator'] })
    }
    deps.db.transaction(() => {
      store.setState(row.number, 'stopped', null)
      note(deps.audit, 'Stop job.', row, call)
    })
    interruptions.clear(id)
    const run = runs.get(id)
    if (run) run.isStopping = true
    await run?.ended
    return asJob(must(id))
  }

  /** True while a job is being tried again, so that nobody has to resume it. */
  const isTrying = (id: JobId) => runs.has(id) && interruptions.of(id) !== null

  /** Refuses a job that can't go on. */
  function mustGoOn(id: JobId, isRetry: boolean): JobRow {
    const row = must(id)
    if (isTrying(id) && !isRetry) return row
    if (runs.has(id) || (isRetry && row.failed === 0)) throw new DomainError('JOB_STATE')
    if (!isRetry && row.state === 'done') throw new DomainError('JOB_STATE')
    return row
  }

  /**
   * Whether this caller would take over resets or matches that another admin began. While a job is being stopped, what can go on is not known yet: then
   * only the author decides, and the question is asked again once the job has stopped.
   */
  function isTakenOver(id: JobId, isRetry: boolean, call: SignedInCall): boolean {
    const row = runs.get(id)?.isStopping ? must(id) : mustGoOn(id, isRetry)
    const isLeftAlone = isTrying(id) && !isRetry
    return !isLeftAlone && row.kind !== 'requireChange' && row.actor_id !== call.actor.id
  }

  /** Resumes a job. The caller takes it over: the rest is done in the caller's name and only to people within the caller's reach. */
  function resume(id: JobId, call: SignedInCall, isRetry: boolean): Job {
    const row = mustGoOn(id, isRetry)
    if (isTrying(id) && !isRetry) return asJob(row)
    const actor = call.actor
    deps.db.transaction(() => {
      if (isRetry) store.retry(row.number)
      // A second admin's approval was for one run, so that trying failed people again needs another one.
      if (isRetry) store.dropApproval(row.number)
      forget(id)
      store.takeOver(row.number, actor, call.door)
      note(deps.audit, 'Resume job.', row, call)
    })
    interruptions.clear(id)
    begin(must(id))
    return asJob(must(id))
  }

  /** A job counts as stopped as soon as that is written; it can be resumed once the people in progress are finished. */
  function resumeOnceStopped(id: JobId, call: SignedInCall, isRetry: boolean): Job | Promise<Job> {
    const run = runs.get(id)
    if (!run?.isStopping) return resume(id, call, isRetry)
    return run.ended.then(() => {
      // Somebody else may have taken the job over meanwhile.
      call.confirmAgain?.(call)
      return resume(id, call, isRetry)
    })
  }

  const service: Implements<typeof jobsContract> = {
    list: () => ({ jobs: store.recent().map(asListed) }),
    get: ({ id }) => asJob(must(id)),
    items: ({ id, outcome, offset, limit }) => {
      const row = must(id)
      const total = outcome === null ? row.total : store.countOf(row.number, outcome)
      return { items: store.items(row.number, outcome, offset, limit, deps.now()).map(asItem), total }
    },
    stop: ({ id }, call) => stop(id, call),
    resume: ({ id }, call) => resumeOnceStopped(id, call, false),
    retry: ({ id }, call) => resumeOnceStopped(id, call, true),
  }

  return {
    ...service,
    isTakenOver,
    create: (...given: Parameters<typeof insert>): JobId => {
      const id = insert(...given)
      begin(must(id))
      return id
    },
    insert,
    begin: (id: JobId) => begin(must(id)),
    /** Registers what a kind of job does; each slice registers its own. */
    register: (kind: JobRow['kind'], work: MakeWork) => kinds.set(kind, work),
    /** Goes on with every job that a killed process left behind. */
    resumeAll: () => {
      for (const row of store.running()) begin(row)
    },
    /** Waits until a job ends or is stopped, through every interruption. */
    finished: async (id: string): Promise<void> => {
      for (let end = goingOn(id); end !== null; end = goingOn(id)) await end
    },
    allItems: function* (id: string): Generator<JobItem> {
      const row = must(id)
      for (let offset = 0; offset < row.total; offset += 500) {
        yield* store.items(row.number, null, offset, 500, deps.now()).map(asItem)
      }
    },
    close: async (): Promise<void> => {
      isClosing = true
      interruptions.clearAll()
      await Promise.all([...runs.values()].map((run) => run.ended))
    },
  }
}

/** A job has the rights that its admin has now: an admin who has lost the role or is blocked does nothing more. */
function callOf(row: JobRow, deps: JobsDeps): Call {
  const actor = deps.actorOf(row.actor_id as UserId)
  if (actor === null || !isPermitted(actor, 'passwords.reset')) {
    throw new DomainError('NOT_ALLOWED', { roles: rolesWith('passwords.reset') })
  }
  return { actor, door: row.door as DoorName, token: null, isLocked: false, isConfirmed: true }
}

function note(audit: Audit, action: 'Stop job.' | 'Resume job.', row: JobRow, call: Call): void {
  audit.append({ action, target: { id: null, name: row.kind }, detail: { job: row.id } }, call)
}

function asItem(row: ItemView): JobItem {
  return {
    userId: row.user_id as UserId,
    username: row.username ?? '',
    displayName: row.display_name ?? '',
    outcome: row.outcome,
    reason: row.reason,
    secretId: row.readable as SecretId | null,
    lapsesAt: row.readable === null ? null : row.lapses_at,
  }
}
