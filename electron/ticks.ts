import { asStoreError } from './db/store-errors.ts'
import { isStoreFault } from './db/store-faults.ts'

type Step = readonly [where: string, work: () => void | Promise<void>]

/**
 * Background work, such as tidying once an hour: what fails in one step ends neither the others nor the program, is written to the log, and a store
 * that can't be written is said there once until it can be again.
 */
export function createTicks({ bug }: { readonly bug: (where: string, error: unknown) => string }) {
  const failing = new Set<string>()

  function failed(where: string, thrown: unknown): void {
    const error = asStoreError(thrown)
    if (isStoreFault(error) && failing.has(where)) return
    if (isStoreFault(error)) failing.add(where)
    bug(where, error)
  }

  return (steps: readonly Step[]): void => {
    for (const [where, work] of steps) {
      try {
        const slow = work()
        if (slow instanceof Promise) void slow.catch((error) => failed(where, error))
        else failing.delete(where)
      } catch (error) {
        failed(where, error)
      }
    }
  }
}
