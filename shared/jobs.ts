import { z } from 'zod'
import { instant, jobId, page, secretId, userId } from './ids.ts'
import { operation } from './operation.ts'

export const jobKind = z.enum(['resetPasswords', 'requireChange', 'matchPeople', 'undoMatch'])
export type JobKind = z.infer<typeof jobKind>
export const jobState = z.enum(['running', 'waiting', 'interrupted', 'stopped', 'done'])
/** Why a job is interrupted: an error code of the store or of a directory, or `cutOff` where its process was ended. */
export const interruptionReason = z.enum([
  'cutOff',
  'DISK_FULL',
  'DISK_FAULT',
  'STORE_BUSY',
  'STORE_READ_ONLY',
  'STORE_DAMAGED',
  'DIRECTORY_UNREACHABLE',
  'DIRECTORY_UNCERTAIN',
])
export type InterruptionReason = z.infer<typeof interruptionReason>
export const itemOutcome = z.enum(['pending', 'done', 'skipped', 'failed'])
export type JobState = z.infer<typeof jobState>
export type ItemOutcome = z.infer<typeof itemOutcome>

/**
 * `waiting`: the vault is locked, and the job goes on when it is opened. `interrupted`: stopped for the reason in `interruption`; finished
 * items stay finished.
 */
export const job = z.strictObject({
  id: jobId,
  kind: jobKind,
  state: jobState,
  /** `nextTryAt` is when the job goes on by itself; null if somebody has to resume it. */
  interruption: z.strictObject({ reason: interruptionReason, nextTryAt: instant.nullable() }).nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
  actor: z.string(),
  total: z.number().int(),
  done: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
  /** How many of the job's passwords are still in the vault. */
  readable: z.number().int(),
})
export type Job = z.infer<typeof job>

/** A job for a list, without the number of readable passwords, because counting those of a large job every second would slow other work down. */
export const listedJob = job.omit({ readable: true }).extend({ hasReadable: z.boolean() })
export type ListedJob = z.infer<typeof listedJob>

export const jobItem = z.strictObject({
  userId,
  username: z.string(),
  displayName: z.string(),
  outcome: itemOutcome,
  /** An error code or an exclusion reason, put into words by the screen; null when done. */
  reason: z.string().nullable(),
  secretId: secretId.nullable(),
  lapsesAt: instant.nullable(),
})
export type JobItem = z.infer<typeof jobItem>

const one = z.strictObject({ id: jobId })

export const jobsContract = {
  list: operation(
    { access: 'admin', permission: 'passwords.reset', isPassive: true },
    z.strictObject({}),
    z.strictObject({ jobs: z.array(listedJob).readonly() }),
  ),
  get: operation({ access: 'admin', permission: 'passwords.reset', isPassive: true }, one, job),
  items: operation(
    { access: 'admin', permission: 'passwords.reset', isPassive: true },
    one.extend({ outcome: itemOutcome.nullable(), ...page }),
    z.strictObject({ items: z.array(jobItem).readonly(), total: z.number().int() }),
  ),
  stop: operation({ access: 'admin', permission: 'passwords.reset', audit: ['Stop job.'] }, one, job),
  resume: operation(
    {
      access: 'admin',
      twoPerson: 'refused',
      permission: 'passwords.reset',
      audit: ['Resume job.'],
      mustConfirm: 'when',
    },
    one,
    job,
  ),
  /** Sets the failed items to pending and goes on. */
  retry: operation(
    {
      access: 'admin',
      twoPerson: 'refused',
      permission: 'passwords.reset',
      audit: ['Resume job.'],
      mustConfirm: 'when',
    },
    one,
    job,
  ),
}
