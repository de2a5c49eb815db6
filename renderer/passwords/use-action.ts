import { useRef, useState } from 'react'

export type Action<A extends readonly unknown[], T> = {
  /** Null if the call failed (see error) or another one is still under way. */
  readonly run: (...input: A) => Promise<T | null>
  readonly isBusy: boolean
  readonly error: unknown
  readonly clearError: () => void
}

/** One call at a time and its error, outside the query cache, which would keep typed and revealed passwords for minutes. */
export function useAction<A extends readonly unknown[], T>(call: (...input: A) => Promise<T>): Action<A, T> {
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
      setError(caught)
      return null
    } finally {
      isRunning.current = false
      setIsBusy(false)
    }
  }
  return { run, isBusy, error, clearError: () => setError(null) }
}
