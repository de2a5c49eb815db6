import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PortalView } from '../../shared/portal.ts'
import { api } from '../app/api.ts'
import { useConfirmation } from '../app/confirmation.tsx'

/** Runs one change of the portal at a time, asks for the own password where the service wants it, and shows what came of it. */
export function usePortalChange() {
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const run = async (change: () => Promise<PortalView>): Promise<boolean> => {
    if (isBusy) return false
    setIsBusy(true)
    setError(null)
    try {
      queries.setQueryData(api.portal.get.queryKey({ input: {} }), await withConfirmation(change))
      return true
    } catch (failure) {
      setError(failure)
      return false
    } finally {
      setIsBusy(false)
    }
  }
  return { run, error, isBusy }
}
