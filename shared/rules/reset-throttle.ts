import type { ProofMethod } from './self-service.ts'

/** What is counted against guessing. `tried` a method counts right and wrong proofs, `notProven` the wrong ones. */
export type ThrottleEvent = 'notProven' | 'reset' | 'sent' | 'helped' | `tried ${ProofMethod}`

type Limit = { readonly count: number; readonly window: number }
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

/** How often within how long (Entra: self-service password reset, throttling). Asking for help is Keydesk's own and stops only itself. */
function limitOf(event: ThrottleEvent): Limit {
  if (event === 'notProven') return { count: 5, window: day }
  if (event === 'sent') return { count: 10, window: 10 * minute }
  if (event === 'helped') return { count: 3, window: day }
  return { count: 5, window: hour }
}

/** Milliseconds for which somebody is kept from self-service. */
export const blockLife = day

/** What is remembered of one account, whether or not it exists. Instants are milliseconds UTC. */
export type ThrottleState = {
  readonly events: readonly { readonly event: ThrottleEvent; readonly at: number }[]
  readonly blockedUntil: number | null
}
export const noThrottle: ThrottleState = { events: [], blockedUntil: null }

/** Never earlier than what was written before: a clock that is set back makes no event older, once it is right again. */
function instantOf({ events }: ThrottleState, now: number): number {
  return events.reduce((latest, { at }) => Math.max(latest, at), now)
}

function countOf(state: ThrottleState, event: ThrottleEvent, now: number): number {
  return state.events.filter((one) => one.event === event && now - one.at < limitOf(event).window).length
}

/** The state as it counts now: a block dated further ahead than its length, because the clock was ahead, lasts its own length from now. */
export function cappedThrottle(state: ThrottleState, now: number): ThrottleState {
  const { events, blockedUntil } = state
  const isFar = ({ event, at }: ThrottleState['events'][number]) => at - now > limitOf(event).window
  const isLong = blockedUntil !== null && blockedUntil > now + blockLife
  if (!isLong && !events.some(isFar)) return state
  return {
    events: events.map((one) => (isFar(one) ? { ...one, at: now } : one)),
    blockedUntil: isLong ? now + blockLife : blockedUntil,
  }
}

/** True if this may not be done once more: the limit was reached within its window. */
export function isUsedUp(state: ThrottleState, event: ThrottleEvent, now: number): boolean {
  return countOf(state, event, now) >= limitOf(event).count
}

/** The state after one more event. The fifth wrong proof blocks at once; of everything else the one after the last that is allowed. */
export function afterEvent(state: ThrottleState, event: ThrottleEvent, now: number): ThrottleState {
  const at = instantOf(state, now)
  const isOver = event !== 'helped' && isUsedUp(state, event, now)
  const recent = state.events.filter((one) => now - one.at < limitOf(one.event).window)
  const next = { events: [...recent, { event, at }], blockedUntil: state.blockedUntil }
  const isLast = event === 'notProven' && isUsedUp(next, event, now)
  if (!isOver && !isLast) return next
  return { ...next, blockedUntil: Math.max(at + blockLife, state.blockedUntil ?? 0) }
}

/** A successful reset clears what was counted, but for how often that was. */
export function afterReset(state: ThrottleState): ThrottleState {
  return { events: state.events.filter(({ event }) => event === 'reset' || event === 'helped'), blockedUntil: null }
}

/** Whole seconds until self-service is open again; 0 for now. */
export function secondsBlocked(state: ThrottleState, now: number): number {
  return state.blockedUntil === null ? 0 : Math.max(0, Math.ceil((state.blockedUntil - now) / 1000))
}
