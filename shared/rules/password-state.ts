import { z } from 'zod'

/** A user's password as an admin sees it. `mustChange` means a password that the user chose, and must change at the next sign-in. */
export const passwordState = z.enum([
  'none',
  'temporary',
  'lapsed',
  'mustChange',
  'current',
  'expiresSoon',
  'expired',
  'neverExpires',
])
export type PasswordState = z.infer<typeof passwordState>
export const passwordStates = passwordState.options
/** The states of a temporary password that its owner has not changed yet. */
export const waitingStates: readonly PasswordState[] = ['temporary', 'lapsed']

export type PasswordFacts = {
  readonly hasPassword: boolean
  readonly isTemporary: boolean
  readonly mustChange: boolean
  /** When the temporary password lapses, milliseconds UTC; null for never. */
  readonly lapsesAt: number | null
  readonly changedAt: number | null
  readonly neverExpires: boolean
  /** True for people of a connected directory, whose passwords expire by its rules and not by Keydesk's. */
  readonly isInDirectory?: boolean
  /** When the directory lets the password expire, milliseconds UTC; null for never. */
  readonly expiresThere?: number | null
}

export type ExpirationPolicy = {
  readonly isOn: boolean
  readonly days: number
  readonly remindDays: number
  /** No password expires before this instant, milliseconds UTC; null for no such limit. */
  readonly startsAt?: number | null
}

export const noExpiration: ExpirationPolicy = { isOn: false, days: 90, remindDays: 14 }

const day = 86_400_000

/** True for a temporary password that lapses within 24 hours. */
export function lapsesSoon({ isTemporary, lapsesAt }: Pick<PasswordFacts, 'isTemporary' | 'lapsesAt'>, now: number) {
  return isTemporary && lapsesAt !== null && lapsesAt > now && lapsesAt - now <= day
}

/** When the password lapses or expires, milliseconds UTC; null for never. A day has 86,400 seconds, whatever the local time zone does. */
export function passwordExpiresAt(facts: PasswordFacts, policy: ExpirationPolicy): number | null {
  if (!facts.hasPassword) return null
  if (facts.isTemporary) return facts.lapsesAt
  if (facts.isInDirectory) return facts.expiresThere ?? null
  if (!policy.isOn || facts.neverExpires || facts.changedAt === null) return null
  return Math.max(facts.changedAt + policy.days * day, policy.startsAt ?? 0)
}

/**
 * The one place that decides a password's state, for sign-in, lists, badges and filters. A required change applies even where passwords never
 * expire.
 */
export function passwordStateOf(facts: PasswordFacts, policy: ExpirationPolicy, now: number): PasswordState {
  if (!facts.hasPassword) return 'none'
  if (facts.isTemporary) return facts.lapsesAt !== null && facts.lapsesAt <= now ? 'lapsed' : 'temporary'
  if (facts.mustChange) return 'mustChange'
  if (facts.neverExpires) return 'neverExpires'
  const expiresAt = passwordExpiresAt(facts, policy)
  if (expiresAt === null) return 'current'
  if (expiresAt <= now) return 'expired'
  return expiresAt - now <= policy.remindDays * day ? 'expiresSoon' : 'current'
}
