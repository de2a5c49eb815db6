import { useState } from 'react'
import { errorCodeOf } from '../app/api.ts'

/** One call at a time; a refused confirmation is no error, since the person chose it. */
export function useBusy() {
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const run = async (work: () => Promise<void>) => {
    if (isBusy) return
    setIsBusy(true)
    setError(null)
    try {
      await work()
    } catch (failure) {
      if (errorCodeOf(failure) !== 'CONFIRMATION_NEEDED') setError(failure)
    }
    setIsBusy(false)
  }
  return { error, isBusy, run }
}
