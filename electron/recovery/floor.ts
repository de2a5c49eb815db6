import { randomInt } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

export type Evenly = ReturnType<typeof createEvenly>

/** Milliseconds below which nothing that could tell who exists is answered, unless a test says otherwise. */
export const usualFloor = 400
const jitter = 100

/** Answers and refuses no earlier than after a fixed time and a random bit more, so that no work shows in how long it took (OWASP Forgot Password). */
export function createEvenly(floor: number) {
  return async <T>(work: () => Promise<T> | T): Promise<T> => {
    const until = performance.now() + floor + randomInt(jitter)
    try {
      return await work()
    } finally {
      if (floor > 0) await wait(Math.max(0, until - performance.now()))
    }
  }
}
