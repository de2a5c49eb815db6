const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

/** A gap of so many milliseconds is believed once the clock has gone evenly for an hour: nights, weekends, Easter. */
export const believedAhead = 7 * day
/** A clock behind by more than that was wrong before or is now. */
export const believedBehind = day
/** Milliseconds for which the clock must go evenly before it is believed. */
export const evenFor = hour
/** By how much a clock may be put right meanwhile and still count as going evenly. */
const evenness = minute

/**
 * What a process knows of the time. `wall` is the machine's clock, which anybody may set, in milliseconds UTC; `ticks` are milliseconds
 * that only go on, from an arbitrary start.
 */
export type Reading = { readonly wall: number; readonly ticks: number }

export type TimeReached = Reading & {
  /** The time that has certainly come: it goes on with the ticks, and follows the clock only when that is believed. */
  readonly reached: number
  /** Time that only goes on: with the ticks, and by what the clock jumps ahead of them, as after a sleep. It is never set back. */
  readonly onward: number
  /** How far the clock is from the ticks, and since which tick it has gone evenly with them. */
  readonly offset: number
  readonly evenSince: number
}

/** Where the clock stands beside the time that has certainly come. */
export type ClockState = 'right' | 'ahead' | 'behind'

/** What a process knows at its start; `stored` is the time reached of the last one, null for none. */
export function firstReading({ wall, ticks }: Reading, stored: number | null): TimeReached {
  return { wall, ticks, reached: stored ?? wall, onward: wall, offset: wall - ticks, evenSince: ticks }
}

/** What is known after one more look at both clocks. */
export function afterReading(before: TimeReached, { wall, ticks: read }: Reading): TimeReached {
  const ticks = Math.max(read, before.ticks)
  const passed = ticks - before.ticks
  const jumped = wall - ticks - before.offset
  const isEven = Math.abs(jumped) <= evenness
  // Ticks may stand still while a machine sleeps: what lives for minutes is over then, too.
  const onward = before.onward + passed + (isEven ? 0 : Math.max(0, jumped))
  const even = isEven ? before : { offset: wall - ticks, evenSince: ticks }
  const reached = before.reached + passed
  const isBelieved = ticks - even.evenSince >= evenFor && clockState(reached, wall) === 'right'
  return {
    ...{ wall, ticks, onward, reached: isBelieved ? wall : reached },
    ...{ offset: even.offset, evenSince: even.evenSince },
  }
}

export function clockState(reached: number, wall: number): ClockState {
  if (wall - reached > believedAhead) return 'ahead'
  return reached - wall > believedBehind ? 'behind' : 'right'
}

/** The instant up to which things are gone for good: what the clock says only as far as it has certainly come. */
export function forGood({ reached, wall }: Pick<TimeReached, 'reached' | 'wall'>): number {
  return Math.min(reached, wall)
}
