import { z } from 'zod'
import { instant } from './ids.ts'
import { operation } from './operation.ts'

export const clockView = z.strictObject({
  /** The clock compared with the time that has certainly come. `ahead`: the clock jumped, or Keydesk did not run for more than a week. */
  state: z.enum(['right', 'ahead', 'behind']),
  now: instant,
  /** The time that has certainly come. */
  reached: instant,
  /** How much waits until an admin confirms the clock: deleted people to erase, and temporary passwords to remove from the vault. */
  deleted: z.number().int(),
  passwords: z.number().int(),
})
export type ClockView = z.infer<typeof clockView>

export const clockContract = {
  state: operation({ access: 'admin', permission: 'vault.manage', isPassive: true }, z.strictObject({}), clockView),
  /**
   * Confirms that the clock is right, and erases what waited for that. `now` is the time that was shown; does nothing if the clock differs
   * too much from it by then.
   */
  confirm: operation(
    { access: 'admin', permission: 'vault.manage', audit: ['Confirm clock.'], mustConfirm: true },
    z.strictObject({ now: instant }),
    clockView,
  ),
}

const year = 365 * 86_400_000

/** True if an admin should be asked; false if the machine was only off for weeks and nothing waits. */
export function isWorthShowing({ state, now, reached, deleted, passwords }: ClockView): boolean {
  return state === 'behind' || (state === 'ahead' && (deleted + passwords > 0 || now - reached > year))
}
