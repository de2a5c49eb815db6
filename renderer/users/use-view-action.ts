import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../base/api.ts'

/** One call about saved views at a time; reads the views again. */
export function useViewAction() {
  const queries = useQueryClient()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isRunning = useRef(false)

  /** True if the call worked. */
  const run = async (call: () => Promise<unknown>): Promise<boolean> => {
    if (isRunning.current) return false
    isRunning.current = true
    setIsBusy(true)
    setError(null)
    try {
      await call()
      return true
    } catch (failure) {
      setError(failure)
      return false
    } finally {
      isRunning.current = false
      setIsBusy(false)
      await queries.invalidateQueries({ queryKey: api.views.key() })
    }
  }
  return { run, error, isBusy }
}
