import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'

/** One call about one person at a time: asks for the admin's own password if the service wants it, then says that it is done. */
export function useUserAction() {
  const notify = useNotify()
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isRunning = useRef(false)

  /** True if the call worked. */
  const run = async (call: () => Promise<unknown>, done: string): Promise<boolean> => {
    if (isRunning.current) return false
    isRunning.current = true
    setIsBusy(true)
    setError(null)
    try {
      await withConfirmation(call)
      notify(done)
      return true
    } catch (failure) {
      setError(failure)
      return false
    } finally {
      isRunning.current = false
      setIsBusy(false)
      void queries.invalidateQueries({ queryKey: api.users.key() })
      void queries.invalidateQueries({ queryKey: api.sessions.of.key() })
    }
  }
  return { run, error, isBusy }
}
