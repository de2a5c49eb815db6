import { useQueryClient } from '@tanstack/react-query'
import type { PortalView } from '../../shared/portal.ts'
import { api, isWaiting } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useAction } from '../base/use-action.ts'

/**
 * Runs one change of the portal at a time, asks for the own password where the service wants it, and shows what came of it. `onWaiting`: a
 * second admin is asked first, so that what was typed is no longer to be saved here.
 */
export function usePortalChange(onWaiting: () => void = () => {}) {
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const { run, error, isBusy } = useAction(async (change: () => Promise<PortalView>) => {
    try {
      queries.setQueryData(api.portal.get.queryKey({ input: {} }), await withConfirmation(change))
      return true
    } catch (failure) {
      if (isWaiting(failure)) onWaiting()
      throw failure
    }
  })
  return { run: async (change: () => Promise<PortalView>) => (await run(change)) === true, error, isBusy }
}
