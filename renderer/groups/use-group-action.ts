import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../app/api.ts'
import { useConfirmation } from '../app/confirmation.tsx'
import { useNotify } from '../app/notify.tsx'

/** One call about groups at a time, with the own password if the service wants it, then says that it is done; the list of users may be filtered by what changed. */
export function useGroupAction() {
  const notify = useNotify()
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isRunning = useRef(false)

  /** The answer, or null if the call failed. */
  async function run<T>(call: () => Promise<T>, done: (answer: T) => string): Promise<T | null> {
    if (isRunning.current) return null
    isRunning.current = true
    setIsBusy(true)
    setError(null)
    try {
      const answer = await withConfirmation(call)
      notify(done(answer))
      return answer
    } catch (failure) {
      setError(failure)
      return null
    } finally {
      isRunning.current = false
      setIsBusy(false)
      void queries.invalidateQueries({ queryKey: api.groups.key() })
      void queries.invalidateQueries({ queryKey: api.users.key() })
    }
  }
  return { run, error, isBusy }
}
