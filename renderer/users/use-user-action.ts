import { useQueryClient } from '@tanstack/react-query'
import { api } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { useAction } from '../base/use-action.ts'

/** One call about one person at a time, with the admin's own password if the service wants it, and a message on success. */
export function useUserAction() {
  const notify = useNotify()
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const { run, error, isBusy } = useAction(async (call: () => Promise<unknown>, done: string) => {
    try {
      await withConfirmation(call)
      notify(done)
      return true
    } finally {
      void queries.invalidateQueries({ queryKey: api.users.key() })
      void queries.invalidateQueries({ queryKey: api.sessions.of.key() })
    }
  })
  /** True if the call worked. */
  const runToEnd = async (call: () => Promise<unknown>, done: string): Promise<boolean> =>
    (await run(call, done)) === true
  return { run: runToEnd, error, isBusy }
}
