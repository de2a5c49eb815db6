const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

/**
 * The longest jump ahead in milliseconds, such as after a night, a weekend or Easter, that is accepted once the clock has run steadily for an
 * hour.
 */
export const believedAhead = 7 * day
/** A clock that is behind by more milliseconds than this is wrong now or was wrong earlier. */
export const believedBehind = day
/** For how many milliseconds the clock must run steadily before it is accepted. */
export const steadyFor = hour
/** By how many milliseconds a clock may be corrected and still count as running steadily. */
const steadyWithin = minute

/**
 * What a process knows of the time. `wall` is the machine's clock, which anybody may set, in milliseconds UTC; `ticks` are milliseconds of a
 * monotonic clock, from an arbitrary start.
 */
export type Reading = { readonly wall: number; readonly ticks: number }

export type TimeReached = Reading & {
  /** The time that has certainly come: it advances with the ticks, and follows the machine's clock only when that is accepted. */
  readonly reached: number
  /** Monotonic time: it advances with the ticks and with each jump ahead of the clock, such as after a sleep, and never goes back. */
  readonly monotonic: number
  /** How far the clock is from the ticks, and since which tick it has run steadily with them. */
  readonly offset: number
  readonly steadySince: number
}

/** How the clock compares with the time that has certainly come. */
export type ClockState = 'right' | 'ahead' | 'behind'

/** What a process knows at its start; `stored` is the time that the last process reached, null for none. */
export function firstReading({ wall, ticks }: Reading, stored: number | null): TimeReached {
  return { wall, ticks, reached: stored ?? wall, monotonic: wall, offset: wall - ticks, steadySince: ticks }
}

/** What is known after reading both clocks once more. */
export function afterReading(before: TimeReached, { wall, ticks: read }: Reading): TimeReached {
  const ticks = Math.max(read, before.ticks)
  const passed = ticks - before.ticks
  const jumped = wall - ticks - before.offset
  const isSteady = Math.abs(jumped) <= steadyWithin
  // Ticks may stop while a machine sleeps, so that a jump ahead of the clock counts as passed time, and ends what lives for minutes.
  const monotonic = before.monotonic + passed + (isSteady ? 0 : Math.max(0, jumped))
  const steady = isSteady ? before : { offset: wall - ticks, steadySince: ticks }
  const reached = before.reached + passed
  const isBelieved = ticks - steady.steadySince >= steadyFor && clockState(reached, wall) === 'right'
  return {
    ...{ wall, ticks, monotonic, reached: isBelieved ? wall : reached },
    ...{ offset: steady.offset, steadySince: steady.steadySince },
  }
}

export function clockState(reached: number, wall: number): ClockState {
  if (wall - reached > believedAhead) return 'ahead'
  return reached - wall > believedBehind ? 'behind' : 'right'
}

/** The instant up to which what has ended may be erased: the clock's time, but never beyond the time that has certainly come. */
export function erasableUntil({ reached, wall }: Pick<TimeReached, 'reached' | 'wall'>): number {
  return Math.min(reached, wall)
}
