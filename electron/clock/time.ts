import {
  afterReading,
  clockState,
  erasableUntil,
  firstReading,
  type TimeReached,
} from '../../shared/rules/time-reached.ts'
import type { Database } from '../db/database.ts'

export type TimeDeps = {
  readonly db: Database
  /** The machine's clock, milliseconds UTC. */
  readonly wall: () => number
  /** Milliseconds of a monotonic clock, from an arbitrary start. */
  readonly ticks: () => number
}
export type Time = ReturnType<typeof createTime>

/** How often the time reached is written, in milliseconds. */
const writeEvery = 60_000

/**
 * Three clocks. `now` is the machine's clock: it dates entries and decides what can be decided again later. `monotonic` measures what lives
 * for minutes in this process. `erasableUntil` limits what is erased, because erasing can't be undone.
 */
export function createTime({ db, wall, ticks }: TimeDeps) {
  const get = db.sql.prepare<[], { reached: number; ran: number }>('SELECT reached, ran FROM clock')
  const put = db.sql.prepare(
    `INSERT INTO clock (id, reached, ran) VALUES (1, ?, ?)
     ON CONFLICT (id) DO UPDATE SET reached = excluded.reached, ran = excluded.ran`,
  )
  const lastEntry = db.sql.prepare<[], number>('SELECT at FROM audit ORDER BY id DESC LIMIT 1').pluck()
  const before = get.get() ?? null
  let written = before?.reached ?? null
  let known = firstReading({ wall: wall(), ticks: ticks() }, written ?? firstReached())
  const ranBefore = (before?.ran ?? 0) - known.ticks

  /** The time for a store that has none stored yet: the earlier of its last audit entry and now, so that nothing is erased too early. */
  function firstReached(): number | null {
    const last = lastEntry.get() ?? null
    return last === null ? null : Math.min(last, wall())
  }

  function look(): TimeReached {
    known = afterReading(known, { wall: wall(), ticks: ticks() })
    return known
  }

  function write(): void {
    const { reached, ticks: until } = look()
    put.run(reached, Math.floor(ranBefore + until))
    written = reached
  }

  /** Writes the time when it is due, inside an open transaction, so that it costs no write to the disk of its own. */
  function keep(): void {
    if (written === null || Math.abs(look().reached - written) >= writeEvery) write()
  }

  return {
    now: (): number => look().wall,
    monotonic: (): number => look().monotonic,
    /** Turns a monotonic time into an instant of the machine's clock, to be shown. */
    toClockTime: (monotonic: number): number => {
      const { wall: now, monotonic: at } = look()
      return monotonic - at + now
    },
    erasableUntil: (): number => erasableUntil(look()),
    /** The time that has certainly come; the clock may be behind it. */
    reached: (): number => look().reached,
    /** For how many milliseconds Keydesk has run on this store. Sleep does not count, and setting the clock changes nothing. */
    runTime: (): number => Math.floor(ranBefore + look().ticks),
    state: () => clockState(look().reached, known.wall),
    /** Takes the clock for right because an admin says so; inside the caller's transaction. */
    acceptClock: (): void => {
      const { wall: now } = look()
      known = { ...known, reached: now }
      write()
    },
    /** The same store, except that its commits also write the time, at most once a minute. */
    withStoredTime: (store: Database): Database => ({
      ...store,
      transaction: (work) =>
        store.transaction(() => {
          const answer = work()
          keep()
          return answer
        }),
    }),
    /** Writes the time to the millisecond when the process ends. */
    close: (): void => {
      if (!db.sql.open || look().reached === written) return
      try {
        db.transaction(write)
      } catch {
        // A full disk must not prevent the end: the next start goes on from the time that was written last.
      }
    },
  }
}
