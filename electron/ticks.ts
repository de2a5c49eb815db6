import { asStoreError } from './db/store-errors.ts'
import { isStoreFault } from './db/store-faults.ts'

type Step = readonly [where: string, work: () => void | Promise<void>]

/**
 * Runs the steps of background work, such as the hourly tidying. An error in one step stops neither the others nor the program, and is
 * logged; a store that can't be written is logged once, until it can be written again.
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
