import { useQueryClient } from '@tanstack/react-query'
import type { PortalView } from '../../shared/portal.ts'
import { api, isWaiting } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useAction } from '../base/use-action.ts'

/**
 * One change of the portal at a time, with the own password if the service wants it; shows the new state. `onWaiting` is called when a second
 * admin must approve first, so that the form can drop what was typed.
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
