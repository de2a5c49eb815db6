import { useRef, useState } from 'react'

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
  return { code, setCode, input, error, isBusy, submit, reset }
}
