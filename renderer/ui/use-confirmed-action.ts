import { useRef, useState } from 'react'
import { errorCodeOf } from '../app/api-errors.ts'
import { useConfirmation } from '../app/confirmation.tsx'

/** One call at a time, with the own password if the service wants it. `onSettled` asks anew for what may have changed, also after a failure. */
export function useConfirmedAction(onSettled: () => void) {
  const withConfirmation = useConfirmation()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isRunning = useRef(false)

  const run = async <T>(call: () => Promise<T>, done: (answer: T) => void): Promise<void> => {
    if (isRunning.current) return
    isRunning.current = true
    setIsBusy(true)
    setError(null)
    try {
      done(await withConfirmation(call))
    } catch (failure) {
      // Who closes the question for the password has changed their mind.
      if (errorCodeOf(failure) !== 'CONFIRMATION_NEEDED') setError(failure)
    }
    isRunning.current = false
    setIsBusy(false)
    onSettled()
  }
  return { run, error, isBusy }
}
