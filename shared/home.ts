import { z } from 'zod'
import { backupFailure } from './backup.ts'
import { directoryId } from './directories.ts'
import { directoryFault } from './errors.ts'
import { instant } from './ids.ts'
import { operation } from './operation.ts'
import { portalFault } from './portal.ts'

const nothing = z.strictObject({})
const count = z.number().int().min(0)

/** What may need the signed-in admin today. A part that their roles may not see is null. */
export const homeNeeds = z.strictObject({
  /** Open requests: for help with a password, and what waits for a second admin. */
  requests: z.strictObject({ help: count, approvals: count }),
  people: z.strictObject({
    locked: count,
    /** People without a password. */
    none: count,
    /** People who have not changed a temporary password, and those of them whose password lapses within 24 hours, or has lapsed. */
    waiting: count,
    lapsesSoon: count,
    lapsed: count,
    expiresSoon: count,
    expired: count,
  }),
  isVaultLocked: z.boolean(),
  /** Why the portal is not open although it is switched on; null where it is open or switched off. */
  portalFault: portalFault.nullable(),
  /** Mails that could not be sent. */
  stuckMails: count.nullable(),
  /** Directories that could not be read, or that do not have people any more who are in the list. */
  directories: z
    .array(
      z.strictObject({
        id: directoryId,
        name: z.string(),
        fault: directoryFault.nullable(),
        missing: z.number().int(),
      }),
    )
    .readonly()
    .nullable(),
  /** Days since the last backup, where it is overdue or the last try failed. */
  backup: z.strictObject({ days: count, isOverdue: z.boolean(), failure: backupFailure.nullable() }).nullable(),
})
export type HomeNeeds = z.infer<typeof homeNeeds>

/** At most a year of weeks is counted at once. */
export const mostWeeks = 53

export const homeHealth = z.strictObject({
  all: count,
  /** People by the state of their password. */
  states: z.record(z.string(), count),
  registration: z.strictObject({ all: count, enabled: count, registered: count, capable: count }),
  /** Audit entries about resets in each week, as the log lists them; null for roles that may not read the log. */
  resets: z.strictObject({ byAdmins: z.array(count).readonly(), bySelf: z.array(count).readonly() }).nullable(),
})
export type HomeHealth = z.infer<typeof homeHealth>

/** The first steps of a new organisation, each true once it is done. */
export const firstStep = z.enum(['people', 'passwords', 'recoveryKey', 'secondAdmin', 'backup', 'mail', 'portal'])
export type FirstStep = z.infer<typeof firstStep>

const look = { access: 'admin', permission: 'users.read', isPassive: true } as const

/** **Home**: what needs an admin today, how healthy the passwords are, and the first steps of a new organisation. */
export const homeContract = {
  needs: operation(look, nothing, homeNeeds),
  /** `starts` are the beginnings of weeks in the time of the screen, oldest first; each week ends where the next one begins, the last one now. */
  health: operation(look, z.strictObject({ starts: z.array(instant).min(1).max(mostWeeks).readonly() }), homeHealth),
  /** For global admins, who alone can do all of it. */
  firstSteps: operation(
    { access: 'admin', permission: 'vault.manage', isPassive: true },
    nothing,
    z.strictObject({ steps: z.array(z.strictObject({ step: firstStep, isDone: z.boolean() })).readonly() }),
  ),
  /** An admin says that the printed recovery key is stored; a new key has to be stored anew. */
  noteRecoveryKey: operation(
    { access: 'admin', permission: 'vault.manage', audit: ['Note recovery key.'] },
    nothing,
    nothing,
  ),
}
