import { PerformanceObserver } from 'node:perf_hooks'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** So large may the space for new objects become, in bytes: two halves of 8 MB, as `npm start` sets it. */
const enough = 16_000_000

/**
 * Keeps the heap small where no flags of V8 can be given at the start, as in an installed program: old objects are collected whenever they
 * have grown by a fifth, and the space for new ones grows no more once it is large enough. V8 heeds both after its start, unlike a limit.
 */
export function limitHeap(): void {
  setFlagsFromString('--heap-growing-percent=20')
  const observer = new PerformanceObserver(() => {
    const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')
    if (young === undefined || young.space_size < enough) return
    setFlagsFromString('--semi-space-growth-factor=1')
    observer.disconnect()
  })
  observer.observe({ entryTypes: ['gc'] })
}
