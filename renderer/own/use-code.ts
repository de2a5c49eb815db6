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
    /** The code itself was refused, which stands at its field; gone while the next one is on its way, so that it is read out again. */
    wrong: isWrong ? error : null,
    /** Whatever else went wrong. */
    error: isWrong ? null : error,
  }
}
