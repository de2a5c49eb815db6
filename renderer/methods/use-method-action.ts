import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, errorCodeOf } from '../app/api.ts'
import { useConfirmation } from '../app/confirmation.tsx'

/** One call at a time, with the own password if the service wants it; what is registered is asked for anew afterwards. */
export function useMethodAction() {
  const queries = useQueryClient()
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
    void queries.invalidateQueries({ queryKey: api.methods.key() })
  }
  return { run, error, isBusy }
}
