import { useRef, useState } from 'react'
import { errorCodeOf } from '../base/api-errors.ts'
import { useAction } from '../base/use-action.ts'

const refusals: readonly unknown[] = ['PROOF_WRONG', 'FACTOR_WRONG']

/** A typed code that is sent to the service: one try at a time; after a failure the field is emptied and gets the focus. */
export function useCode(send: (code: string) => Promise<void>) {
  const [code, setCode] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const { run, isBusy, error, clearError } = useAction(send, () => {
    setCode('')
    input.current?.focus()
  })

  const submit = async () => {
    if (code.trim() === '') return input.current?.focus()
    await run(code.trim())
  }
  const reset = () => {
    setCode('')
    clearError()
  }
  const isWrong = refusals.includes(errorCodeOf(error))
  return {
    code,
    setCode,
    input,
    isBusy,
    submit,
    reset,
    /**
     * The error if the code itself was refused, for the message at its field; null while the next code is checked, so that a screen reader
     * reads the message again.
     */
    wrong: isWrong ? error : null,
    /** Any other error. */
    error: isWrong ? null : error,
  }
}
