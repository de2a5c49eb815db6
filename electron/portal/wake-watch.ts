/** How often it is looked, in milliseconds, and from how long a gap on the machine has slept. */
const interval = 10_000
const gap = 60_000
/** For how many looks after it has slept it is tried again: the network may come back minutes later. */
const looksAfter = 18

/**
 * Notices that the machine has slept, at every door: then a timer comes much later than it should. A clock that was set counts as sleep, too,
 * which does no harm. `now` is the machine's clock in milliseconds UTC, because a steady clock stands still meanwhile on some systems.
 */
export function createWakeWatch(
  now: () => number,
  { onWake, after }: { readonly onWake: () => void; readonly after: () => void },
) {
  let last = now()
  let looks = 0
  return {
    interval,
    look: (): void => {
      const before = last
      last = now()
      if (Math.abs(last - before) > interval + gap) {
        looks = looksAfter
        onWake()
      } else if (looks > 0) {
        looks -= 1
        after()
      }
    },
  }
}
