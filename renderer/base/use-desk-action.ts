import { useQueryClient } from '@tanstack/react-query'
import { api } from './api.ts'
import { useConfirmation } from './confirmation.ts'
import { useWork } from './use-action.ts'
import { useScreenProtection } from './use-screen-protection.ts'

/** One call at a time, with the own password if the service wants it; reads requests, passes and histories again afterwards. */
export function useDeskAction() {
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const { run: work, error, isBusy } = useWork()
  const { protectFirst, unprotect } = useScreenProtection(false)

  const run = async <T>(call: () => Promise<T>, done: (answer: T) => void): Promise<void> => {
    await work(async () => done(await withConfirmation(call)))
    for (const slice of [api.registration, api.passes, api.requests, api.users]) {
      void queries.invalidateQueries({ queryKey: slice.key() })
    }
  }
  /** For a secret answer: the window is kept out of screen captures before the answer arrives. */
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
