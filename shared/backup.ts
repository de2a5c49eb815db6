import { z } from 'zod'
import { backupWriteFault } from './errors.ts'
import { instant, typedPassword } from './ids.ts'
import { operation } from './operation.ts'

/** A path of this machine, as somebody types it. */
const path = z.string().trim().min(1).max(1000)

export const backupSchedule = z.strictObject({
  every: z.enum(['never', 'day', 'week']),
  /** From Sunday, 0; without meaning for a daily backup. */
  weekday: z.number().int().min(0).max(6),
  /** In the time of this machine. */
  hour: z.number().int().min(0).max(23),
  minute: z.number().int().min(0).max(59),
  /** Empty only where nothing is scheduled. */
  folder: z.string().trim().max(1000),
  /** After how many days a scheduled backup is removed, once a newer one is proved good. */
  keepDays: z.number().int().min(1).max(3650),
})
export type BackupSchedule = z.infer<typeof backupSchedule>

/** What is done for a backup, in this order. */
export const backupStep = z.enum(['copy', 'seal', 'check'])

/** Why a scheduled backup was not made, beside what keeps a file from being written. */
export const backupFailure = z.enum([...backupWriteFault.options, 'needsApproval', 'storeDamaged', 'diskFull', 'other'])
export type BackupFailure = z.infer<typeof backupFailure>

export const backupView = z.strictObject({
  /** The backup that is being made; `done` from 0 to 1 within its step. */
  running: z.strictObject({ step: backupStep, done: z.number().min(0).max(1) }).nullable(),
  last: z.strictObject({ at: instant, file: z.string(), bytes: z.number().int() }).nullable(),
  /** Why the last try failed; null after a good one. */
  failure: z.strictObject({ at: instant, reason: backupFailure, path: z.string() }).nullable(),
  schedule: backupSchedule,
  nextAt: instant.nullable(),
  /** Whole days since the last backup, or since there is anything to lose. */
  days: z.number().int(),
  isOverdue: z.boolean(),
})
export type BackupView = z.infer<typeof backupView>

export const madeBackup = z.strictObject({
  file: z.string(),
  bytes: z.number().int(),
  users: z.number().int(),
  entries: z.number().int(),
  madeAt: instant,
})
export type MadeBackup = z.infer<typeof madeBackup>

/** What is inside a backup, as its sealed part says. */
export const backupContents = z.strictObject({
  organisation: z.string(),
  madeAt: instant,
  users: z.number().int(),
  entries: z.number().int(),
  lastEntryAt: instant.nullable(),
})
export type BackupContents = z.infer<typeof backupContents>

/** What was brought back. */
export const restored = backupContents.extend({
  /** False where an entry of the audit log did not fit the others when the backup was made. */
  isLogIntact: z.boolean(),
})

/** The length of one piece of an uploaded backup, in bytes. */
export const backupPieceBytes = 786_432
const uploadId = z.uuid()
/** The recovery key or a passphrase, as typed. */
const key = typedPassword
const manage = { access: 'admin', permission: 'vault.manage' } as const
/** Before there is an organisation there is nobody to sign in. */
const firstRun = { access: 'anyone' } as const

export const backupContract = {
  state: operation({ ...manage, isPassive: true }, z.strictObject({}), backupView),
  /**
   * Makes one backup at a path: a folder, or a file that does not exist. With two admins under the two-person rule if it gets a passphrase,
   * or if the asker made the recovery key: one person could otherwise open it alone and read every temporary password.
   */
  make: operation(
    { ...manage, twoPerson: 'waits', audit: ['Make backup.'], mustConfirm: true },
    z.strictObject({ path, passphrase: typedPassword.nullable() }),
    madeBackup,
  ),
  /** With two admins under the two-person rule, because the files go where the asker says. */
  saveSchedule: operation(
    { ...manage, twoPerson: 'waits', audit: ['Set backup schedule.'], mustConfirm: true },
    backupSchedule,
    backupView,
  ),
  /** Begins to take a backup file, only where no organisation has been set up. */
  startUpload: operation(
    firstRun,
    z.strictObject({
      size: z
        .number()
        .int()
        .min(0)
        .max(2 ** 41),
    }),
    z.strictObject({ uploadId, pieceBytes: z.number().int() }),
  ),
  upload: operation(
    firstRun,
    z.strictObject({ uploadId, index: z.number().int().min(0), bytes: z.base64().max(1_100_000) }),
    z.strictObject({ receivedBytes: z.number().int() }),
  ),
  /** Opens the uploaded file and says what is inside, so that somebody can decide before anything is restored. */
  inspect: operation(firstRun, z.strictObject({ uploadId, key }), backupContents),
  /** Restores the uploaded file into this data folder; Keydesk then begins anew with it. */
  restore: operation({ ...firstRun, audit: ['Restore backup.'] }, z.strictObject({ uploadId, key }), restored),
}
