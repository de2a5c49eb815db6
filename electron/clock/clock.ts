import type { ClockView, clockContract } from '../../shared/clock.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Implements } from '../rpc/call.ts'
import type { Time } from './time.ts'

export type ClockDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly time: Time
  /** How many deleted people, and readable passwords, are over at an instant. */
  readonly deletedAt: (instant: number) => number
  readonly lapsedAt: (instant: number) => number
  /** The clock is right: what a wrong one dated later than now is of now. Inside the transaction. */
  readonly onRight: (now: number) => void
  /** Does what waited for a clock that is right. */
  readonly tidy: () => void
}

/** How old what was shown may be, in milliseconds. */
const maximumAge = 3_600_000

/** What an admin sees of the clock, and their word that it is right. */
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
        time.believe()
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
