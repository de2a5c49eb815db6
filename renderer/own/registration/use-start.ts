import { useState } from 'react'
import { useConfirmation } from '../../base/confirmation.ts'
import { useAction } from '../../base/use-action.ts'
import { afterDialog } from '../../ui/after-dialog.ts'
import { useOwnClients } from '../own-clients.ts'
import type { Started } from './register-steps.tsx'

/** Begins to set up an app. If the own password is asked for, the next dialog opens after that one has closed. */
export function useStart() {
  const { methods } = useOwnClients()
  const withConfirmation = useConfirmation()
  const [started, setStarted] = useState<Started | null>(null)
  const { run, error } = useAction(async () => {
    const begun = await withConfirmation(() => methods.startAuthenticator({}))
    afterDialog(() => setStarted(begun))
  })
  return { started, start: run, stop: () => setStarted(null), error }
}
