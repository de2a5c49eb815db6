import { useRef, useState } from 'react'
import { errorCodeOf } from './api-errors.ts'
import { useConfirmation } from './confirmation.ts'

export type Action<A extends readonly unknown[], T> = {
  /** Runs the call. Null if it failed (see `error`), if the question for the password was closed, or if another call is still running. */
  readonly run: (...input: A) => Promise<T | null>
  readonly isBusy: boolean
  readonly error: unknown
  readonly clearError: () => void
}

/**
 * One call at a time and its error, without the query cache, which would keep typed and revealed passwords for minutes. Closing the question
 * for the own password cancels the call and is no error. `onFailure` does further work after an error, such as emptying a field.
 */
export function useAction<A extends readonly unknown[], T>(
  call: (...input: A) => Promise<T>,
  onFailure?: (error: unknown) => void,
): Action<A, T> {
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isRunning = useRef(false)
  const run = async (...input: A): Promise<T | null> => {
    if (isRunning.current) return null
    isRunning.current = true
    setIsBusy(true)
    setError(null)
    try {
      return await call(...input)
    } catch (caught) {
      if (errorCodeOf(caught) === 'CONFIRMATION_NEEDED') return null
      setError(caught)
      onFailure?.(caught)
      return null
    } finally {
      isRunning.current = false
      setIsBusy(false)
    }
  }
  return { run, isBusy, error, clearError: () => setError(null) }
}

/** The same for work that is passed to each call. */
export function useWork(): Action<[work: () => Promise<unknown>], unknown> {
  return useAction((work) => work())
}

/** One call at a time, with the own password if the service wants it. `onSettled` reads again what may have changed, also after a failure. */
export function useConfirmedAction(onSettled: () => void) {
  const withConfirmation = useConfirmation()
  const { run, isBusy, error } = useWork()
  return {
    run: async <T>(call: () => Promise<T>, done: (answer: T) => void): Promise<void> => {
      if (isBusy) return
      await run(async () => done(await withConfirmation(call)))
      onSettled()
    },
    error,
    isBusy,
  }
}
