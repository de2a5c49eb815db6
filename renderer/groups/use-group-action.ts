import { useQueryClient } from '@tanstack/react-query'
import { api } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { useWork } from '../base/use-action.ts'

/**
 * One call about groups at a time, with the own password if the service wants it, and a message on success. Reads the list of users again,
 * because it may be filtered by groups.
 */
export function useGroupAction() {
  const notify = useNotify()
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const { run, isBusy, error } = useWork()

  /** The answer, or null if the call failed. */
  async function work<T>(call: () => Promise<T>, done: (answer: T) => string): Promise<T | null> {
    if (isBusy) return null
    const answer = await run(async () => {
      const given = await withConfirmation(call)
      notify(done(given))
      return given
    })
    void queries.invalidateQueries({ queryKey: api.groups.key() })
    void queries.invalidateQueries({ queryKey: api.users.key() })
    return answer as T | null
  }
  return { run: work, error, isBusy }
}
