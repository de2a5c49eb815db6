import { randomInt } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

export type EqualTime = ReturnType<typeof createEqualTime>

/** The least time, in milliseconds, of an answer that could otherwise tell who exists; tests may set another. */
export const usualFloor = 400
const jitter = 100

/**
 * Delays every answer and refusal to at least a fixed time plus a random part, so that the time does not tell what work was done (OWASP
 * Forgot Password).
 */
export function createEqualTime(floor: number) {
  return async <T>(work: () => Promise<T> | T): Promise<T> => {
    const until = performance.now() + floor + randomInt(jitter)
    try {
      return await work()
    } finally {
      // A timer counts whole milliseconds and would cut the rest off.
      if (floor > 0) await wait(Math.max(0, Math.ceil(until - performance.now())))
    }
  }
}
