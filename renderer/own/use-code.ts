import { useRef, useState } from 'react'
import { errorCodeOf } from '../base/api-errors.ts'

const refusals: readonly unknown[] = ['PROOF_WRONG', 'FACTOR_WRONG']

/** A typed code on its way to the service: one try at a time, and after a failure the field is empty and has the focus. */
export function useCode(send: (code: string) => Promise<void>) {
  const [code, setCode] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const input = useRef<HTMLInputElement>(null)

  const submit = async () => {
    if (isBusy) return
    if (code.trim() === '') return input.current?.focus()
    setIsBusy(true)
    try {
      await send(code.trim())
    } catch (failure) {
      setError(failure)
      setCode('')
      setIsBusy(false)
      input.current?.focus()
    }
  }
  const reset = () => {
    setCode('')
    setError(null)
  }
  const isWrong = refusals.includes(errorCodeOf(error))
  return {
    ...{ code, setCode, input, isBusy, submit, reset },
    /** The code itself was refused, which stands at its field; gone while the next one is on its way, so that it is read out again. */
    wrong: isWrong && !isBusy ? error : null,
    /** Whatever else went wrong. */
    error: isWrong ? null : error,
  }
}
