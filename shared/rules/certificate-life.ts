const day = 86_400_000

/** From when until when a certificate holds, in milliseconds UTC. */
export type Life = { readonly from: number; readonly until: number }

/** Browsers refuse more than 398 days (CA/Browser Forum baseline requirements 6.3.2), Apple 825 for a private authority: below both. */
export const leafDays = 397
/** The portal's own authority; people trust it by hand, so it must last. */
export const authorityDays = 3650

/** True once two thirds of its life are over, so that a machine that sleeps for months still renews in time; also before it begins, after a clock was set back. */
export function isRenewalDue({ from, until }: Life, now: number): boolean {
  return now < from || now >= from + ((until - from) * 2) / 3
}

/** Whole days left, negative once it is over. */
export function daysLeft({ until }: Pick<Life, 'until'>, now: number): number {
  return Math.floor((until - now) / day)
}
