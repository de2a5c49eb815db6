import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Milliseconds of work after which the main thread is released. */
const slice = 8

/** Pauses for long work on the main thread: null while the work may go on, else the promise that it must wait for. */
export function createPause(): () => Promise<void> | null {
  let until = performance.now() + slice
  return () => {
    if (performance.now() < until) return null
    return nextTurn().then(() => {
      until = performance.now() + slice
    })
  }
}
