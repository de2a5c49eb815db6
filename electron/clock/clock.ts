import type { ClockView, clockContract } from '../../shared/clock.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Implements } from '../rpc/call.ts'
import type { Time } from './time.ts'

export type ClockDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly time: Time
  /** How many deleted people and readable passwords would be erased by an instant. */
  readonly deletedAt: (instant: number) => number
  readonly lapsedAt: (instant: number) => number
  /** Called when an admin says that the clock is right: dates in the future become the present, inside the transaction. */
  readonly onRight: (now: number) => void
  /** Erases what was kept until the clock was known to be right. */
  readonly tidy: () => void
}

/** The maximum age in milliseconds of the time that was shown to the admin. */
const maximumAge = 3_600_000

/** Shows an admin the state of the clock, and lets them confirm that it is right. */
export function createClock({ db, audit, time, deletedAt, lapsedAt, onRight, tidy }: ClockDeps) {
  function view(): ClockView {
    const [state, now, reached, gone] = [time.state(), time.now(), time.reached(), time.erasableUntil()]
    const waits = (at: (instant: number) => number) => (state === 'ahead' ? at(now) - at(gone) : 0)
    return { state, now, reached, deleted: waits(deletedAt), passwords: waits(lapsedAt) }
  }

  const service: Implements<typeof clockContract> = {
    state: view,
    confirm: ({ now: shown }, call) => {
      const { state, now, reached } = view()
      if (state === 'right' || Math.abs(now - shown) > maximumAge) return view()
      db.transaction(() => {
        time.acceptClock()
        onRight(now)
        const iso = (at: number) => new Date(at).toISOString()
        audit.append({ action: 'Confirm clock.', detail: { from: iso(reached), to: iso(now) } }, call)
      })
      tidy()
      return view()
    },
  }
  return service
}
