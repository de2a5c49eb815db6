import type { DomainError } from '../../shared/errors.ts'
import { type InterruptionReason, interruptionReason, type Job } from '../../shared/jobs.ts'

export type Interruption = NonNullable<Job['interruption']>
type Open = {
  readonly interruption: Interruption
  readonly tries: number
  readonly next: Promise<void>
  end: () => void
}

const second = 1000
/** How long a job waits after each interruption in a row; the last value repeats. */
const pauses = [second, 2 * second, 5 * second, 15 * second, 30 * second, 60 * second] as const

/**
 * Jobs that a fault of the store interrupted. They are kept in memory, because the store could not be written, and tried again after growing pauses.
 */
export function createInterruptions({ now }: { readonly now: () => number }) {
  const open = new Map<string, Open>()

  function clear(id: string): void {
    const found = open.get(id)
    open.delete(id)
    found?.end()
  }

  return {
    of: (id: string): Interruption | null => open.get(id)?.interruption ?? null,
    /** Remembers why a job is interrupted, and calls `again` after the pause. */
    add: (id: string, fault: DomainError, again: () => void): void => {
      const tries = (open.get(id)?.tries ?? 0) + 1
      clear(id)
      const pause = pauses[Math.min(tries, pauses.length) - 1] ?? second
      const reason = interruptionReason.safeParse(fault.code).data ?? ('DISK_FAULT' satisfies InterruptionReason)
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(() => {
        again()
        resolve()
      }, pause)
      timer.unref()
      const end = () => {
        clearTimeout(timer)
        resolve()
      }
      open.set(id, { interruption: { reason, nextTryAt: now() + pause }, tries, next: promise, end })
    },
    /** Called when the job goes on, or must not be tried again. */
    clear,
    clearAll: (): void => {
      for (const id of [...open.keys()]) clear(id)
    },
    /** Waits until the next try of a job has begun or is called off; null for one that is not interrupted. */
    next: (id: string): Promise<void> | null => open.get(id)?.next ?? null,
  }
}
