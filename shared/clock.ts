import { z } from 'zod'
import { instant } from './ids.ts'
import { operation } from './operation.ts'

export const clockView = z.strictObject({
  /** `ahead` and `behind` are of the time that has certainly come: the clock jumped, or nobody ran Keydesk for more than a week. */
  state: z.enum(['right', 'ahead', 'behind']),
  now: instant,
  /** The time that has certainly come. */
  reached: instant,
  /** What waits for somebody to say that the clock is right: deleted people to erase, and temporary passwords to take out of the vault. */
  deleted: z.number().int(),
  passwords: z.number().int(),
})
export type ClockView = z.infer<typeof clockView>

export const clockContract = {
  state: operation({ access: 'admin', permission: 'vault.manage', isPassive: true }, z.strictObject({}), clockView),
  /** The clock is right: what waited for that is erased. `now` is what was shown; where the clock says something else by then, nothing is done. */
  confirm: operation(
    { access: 'admin', permission: 'vault.manage', audit: ['Confirm clock.'], mustConfirm: true },
    z.strictObject({ now: instant }),
    clockView,
  ),
}

const year = 365 * 86_400_000

/** True where an admin must be asked; not where the machine was only off for weeks and nothing waits. */
export function isWorthShowing({ state, now, reached, deleted, passwords }: ClockView): boolean {
  return state === 'behind' || (state === 'ahead' && (deleted + passwords > 0 || now - reached > year))
}
