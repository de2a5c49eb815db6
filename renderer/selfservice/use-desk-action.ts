import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, errorCodeOf } from '../app/api.ts'
import { useConfirmation } from '../app/confirmation.tsx'
import { useScreenProtection } from '../ui/use-screen-protection.ts'

/** One call at a time, with the own password if the service wants it; requests, passes and histories are asked for anew afterwards. */
export function useDeskAction() {
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isRunning = useRef(false)
  const { protectFirst, unprotect } = useScreenProtection(false)

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
    for (const slice of [api.selfservice, api.requests, api.users]) {
      void queries.invalidateQueries({ queryKey: slice.key() })
    }
  }
  /** For an answer that nobody else may see: the window is kept out of screen captures before it arrives. */
  const runSecret = <T>(call: () => Promise<T>, done: (answer: T) => void): Promise<void> =>
    run(async () => {
      await protectFirst()
      return call().catch((failure) => {
        unprotect()
        throw failure
      })
    }, done)
  return { run, runSecret, error, isBusy }
}
