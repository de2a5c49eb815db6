import type { ProofMethod } from './self-service.ts'

/** The events that are counted against guessing: `tried` and a method counts every proof by it, `notProven` only the wrong ones. */
export type ThrottleEvent = 'notProven' | 'reset' | 'sent' | 'helped' | `tried ${ProofMethod}`

type Limit = { readonly count: number; readonly window: number }
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

/**
 * How many events are allowed in which time (Entra: self-service password reset, throttling). The limit for asking for help is Keydesk's own,
 * and stops only further requests for help.
 */
function limitOf(event: ThrottleEvent): Limit {
  if (event === 'notProven') return { count: 5, window: day }
  if (event === 'sent') return { count: 10, window: 10 * minute }
  if (event === 'helped') return { count: 3, window: day }
  return { count: 5, window: hour }
}

/** For how many milliseconds self-service is blocked for an account. */
export const blockLife = day

/** What is stored about one account, whether or not it exists. Instants are milliseconds UTC. */
export type ThrottleState = {
  readonly events: readonly { readonly event: ThrottleEvent; readonly at: number }[]
  readonly blockedUntil: number | null
}
export const noThrottle: ThrottleState = { events: [], blockedUntil: null }

/** Never earlier than the last event, so that events do not become older when a clock that was set back is right again. */
function instantOf({ events }: ThrottleState, now: number): number {
  return events.reduce((latest, { at }) => Math.max(latest, at), now)
}

function countOf(state: ThrottleState, event: ThrottleEvent, now: number): number {
  return state.events.filter((one) => one.event === event && now - one.at < limitOf(event).window).length
}

/**
 * The state as it counts now. A block that ends later than its full length from now was dated by a clock ahead: it is shortened to its full
 * length.
 */
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

/** True if the event must not happen again for now: the limit of its time is reached. */
export function isUsedUp(state: ThrottleState, event: ThrottleEvent, now: number): boolean {
  return countOf(state, event, now) >= limitOf(event).count
}

/** The state after one more event. The fifth wrong proof blocks at once; any other event blocks when it exceeds its limit. */
export function afterEvent(state: ThrottleState, event: ThrottleEvent, now: number): ThrottleState {
  const at = instantOf(state, now)
  const isOver = event !== 'helped' && isUsedUp(state, event, now)
  const recent = state.events.filter((one) => now - one.at < limitOf(one.event).window)
  const next = { events: [...recent, { event, at }], blockedUntil: state.blockedUntil }
  const isLast = event === 'notProven' && isUsedUp(next, event, now)
  if (!isOver && !isLast) return next
  return { ...next, blockedUntil: Math.max(at + blockLife, state.blockedUntil ?? 0) }
}

/** A successful reset clears all counts, except those of resets and of requests for help. */
export function afterReset(state: ThrottleState): ThrottleState {
  return { events: state.events.filter(({ event }) => event === 'reset' || event === 'helped'), blockedUntil: null }
}

/** Whole seconds until self-service is open again; 0 if it is open. */
export function secondsBlocked(state: ThrottleState, now: number): number {
  return state.blockedUntil === null ? 0 : Math.max(0, Math.ceil((state.blockedUntil - now) / 1000))
}
