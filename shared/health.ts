import { z } from 'zod'
import { operation } from './operation.ts'

/** The result of the last check of the whole database. */
export const healthView = z.strictObject({
  /** The names of damaged tables, or of the file where no table can be named; empty for a sound database, and before the first check. */
  damaged: z.array(z.string()).readonly(),
})
export type HealthView = z.infer<typeof healthView>

const look = { access: 'admin', permission: 'vault.manage' } as const

/** Damage in the database, found at the start and once a day, so that an admin is warned before it spreads into every copy. */
export const healthContract = {
  state: operation({ ...look, isPassive: true }, z.strictObject({}), healthView),
  /** Checks again, for example after the file was replaced. */
  check: operation(look, z.strictObject({}), healthView),
}
