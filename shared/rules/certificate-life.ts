const day = 86_400_000

/** The time during which a certificate is valid, in milliseconds UTC. */
export type Life = { readonly from: number; readonly until: number }

/**
 * Days that the portal's certificate is valid: below the 398 that browsers accept (CA/Browser Forum baseline requirements 6.3.2) and the 825
 * that Apple accepts of a private authority.
 */
export const leafDays = 397
/** Days that the portal's own authority is valid: long, because people trust it by hand. */
export const authorityDays = 3650

/**
 * True once two thirds of a certificate's life are over, so that a machine that sleeps for months still renews in time; and before the life
 * begins, which happens after a clock was set back.
 */
export function isRenewalDue({ from, until }: Life, now: number): boolean {
  return now < from || now >= from + ((until - from) * 2) / 3
}

/** Whole days left, negative once it has expired. */
export function daysLeft({ until }: Pick<Life, 'until'>, now: number): number {
  return Math.floor((until - now) / day)
}
