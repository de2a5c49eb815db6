import { z } from 'zod'
import { operation } from './operation.ts'

/** What the last look through the whole database found. */
export const healthView = z.strictObject({
  /** Damaged tables by name, or the file where no table can be named; empty when all was well, or nobody has looked yet. */
  damaged: z.array(z.string()).readonly(),
})
export type HealthView = z.infer<typeof healthView>

const look = { access: 'admin', permission: 'vault.manage' } as const

/** Damage in the database, found at the start and once a day, so that an admin is warned before it spreads into every copy. */
export const healthContract = {
  state: operation({ ...look, isPassive: true }, z.strictObject({}), healthView),
  /** Looks again, as after the file was put right. */
  check: operation(look, z.strictObject({}), healthView),
}
