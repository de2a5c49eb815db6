import { useState } from 'react'

/** Something on its way to the service, once at a time; what it failed with stands until the next try. */
export function useAction() {
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    if (isBusy) return
    setIsBusy(true)
    setError(null)
    try {
      await work()
    } catch (failure) {
      setError(failure)
    } finally {
      setIsBusy(false)
    }
  }
  return { isBusy, error, run }
}
