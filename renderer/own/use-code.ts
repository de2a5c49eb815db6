import { useRef, useState } from 'react'
import { errorCodeOf } from '../base/api-errors.ts'
import { useAction } from '../base/use-action.ts'

const refusals: readonly unknown[] = ['PROOF_WRONG', 'FACTOR_WRONG']

/** A typed code on its way to the service: one try at a time, and after a failure the field is empty and has the focus. */
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
     * The code itself was refused, which stands at its field; removed while the next code is being checked, so that a screen reader reads it out
     * again.
     */
    wrong: isWrong ? error : null,
    /** Any other error. */
    error: isWrong ? null : error,
  }
}
