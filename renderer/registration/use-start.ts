import { useRef, useState } from 'react'
import { errorCodeOf } from '../base/api-errors.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { afterDialog } from '../ui/after-dialog.ts'
import type { Started } from './register-steps.tsx'
import { useRegistrationClients } from './registration-clients.ts'

/** Begins to set an app up; the own password may be asked for first, and its dialog must be gone before the next one opens. */
export function useStart() {
  const { methods } = useRegistrationClients()
  const withConfirmation = useConfirmation()
  const [started, setStarted] = useState<Started | null>(null)
  const [error, setError] = useState<unknown>(null)
  const isRunning = useRef(false)

  const start = async () => {
    if (isRunning.current) return
    isRunning.current = true
    setError(null)
    try {
      const begun = await withConfirmation(() => methods.startAuthenticator({}))
      afterDialog(() => setStarted(begun))
    } catch (failure) {
      // Who closes the question for the password has changed their mind.
      if (errorCodeOf(failure) !== 'CONFIRMATION_NEEDED') setError(failure)
    }
    isRunning.current = false
  }
  return { started, start, stop: () => setStarted(null), error }
}
