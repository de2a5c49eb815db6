import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Milliseconds of work after which the main thread is released. */
const slice = 8

/** For long work on the main thread: null while it may go on, else what to wait for before it does. */
export function createPause(): () => Promise<void> | null {
  let until = performance.now() + slice
  return () => {
    if (performance.now() < until) return null
    return nextTurn().then(() => {
      until = performance.now() + slice
    })
  }
}
