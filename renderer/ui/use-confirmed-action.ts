import { useConfirmation } from '../app/confirmation.tsx'
import { useWork } from './use-action.ts'

/** One call at a time, with the own password if the service wants it. `onSettled` asks anew for what may have changed, also after a failure. */
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
