/** How far some work is, seen at an instant of a clock that never goes back; milliseconds. */
export type Seen = { readonly at: number; readonly done: number; readonly total: number }

/** What is known of how long the work still takes. */
export type TimeLeft = {
  readonly since: Seen
  readonly last: Seen
  /** How often it was seen to have gone on. */
  readonly steps: number
  /** Done in a millisecond, as it went lately; null until two sights differ. */
  readonly speed: number | null
  /** When it will be done; null until enough is known. */
  readonly endsAt: number | null
  /** The time that is shown, in whole minutes; it rises only for a good reason. */
  readonly minutes: number | null
}
export type SpokenTime = { readonly unit: 'soon' } | { readonly unit: 'minutes' | 'hours'; readonly count: number }

/** Nothing is said before the work was watched for so long, and was seen to go on so often. */
const leastTime = 4000
const leastSteps = 3
/** How slowly the speed and the end follow what is seen, milliseconds: a single slow moment must not change much. */
const speedInertia = 15_000
const endInertia = 10_000
const minute = 60_000

/** Work that is seen for the first time. */
export function firstSight(seen: Seen): TimeLeft {
  return { since: seen, last: seen, steps: 0, speed: null, endsAt: null, minutes: null }
}

const follow = (from: number, to: number, passed: number, inertia: number) =>
  from + (to - from) * (1 - Math.exp(-passed / inertia))

/** Takes another look at the work. Other work, or the same begun anew, is watched from the start. */
export function lookAgain(before: TimeLeft, seen: Seen): TimeLeft {
  const { last, since } = before
  if (seen.total !== last.total || seen.done < last.done) return firstSight(seen)
  const passed = seen.at - last.at
  if (passed <= 0) return before
  const steps = before.steps + (seen.done > last.done ? 1 : 0)
  const lately = (seen.done - last.done) / passed
  const speed = before.speed === null ? lately : follow(before.speed, lately, passed, speedInertia)
  const isKnown = steps >= leastSteps && seen.at - since.at >= leastTime
  const endsAt = isKnown ? nextEnd(before.endsAt, seen, speed, passed, since) : null
  const minutes = endsAt === null ? null : nextMinutes(before.minutes, (endsAt - seen.at) / minute)
  return { since, last: seen, steps, speed, endsAt, minutes }
}

function nextEnd(before: number | null, { at, done, total }: Seen, speed: number, passed: number, since: Seen): number {
  // At first the whole time that was watched counts, which is steadier than any part of it.
  if (before === null) return at + ((total - done) * (at - since.at)) / Math.max(1e-9, done - since.done)
  const left = Math.max(0, before - at)
  // Work that stands still has no end; then what is shown grows slowly.
  const wanted = Math.min(speed > 0 ? (total - done) / speed : Number.POSITIVE_INFINITY, 2 * left + minute)
  return follow(before, at + wanted, passed, endInertia)
}

/** Falls with the time; rises only where the time is clearly longer, and by a fifth at once, so that the number does not go up and down. */
function nextMinutes(shown: number | null, left: number): number {
  const now = Math.max(0, Math.ceil(left))
  if (shown === null) return now
  if (now < shown) return now
  return left > shown + Math.max(0.5, shown * 0.2) ? Math.min(now, Math.ceil(shown * 1.2) + 1) : shown
}

/** How the time left is said; null as long as nothing is known, and once all is done. */
export function spokenTime({ last, minutes }: TimeLeft): SpokenTime | null {
  if (minutes === null || last.done >= last.total) return null
  if (minutes <= 1) return { unit: 'soon' }
  if (minutes < 90) return { unit: 'minutes', count: minutes > 20 ? Math.ceil(minutes / 5) * 5 : minutes }
  return { unit: 'hours', count: Math.round(minutes / 60) }
}
