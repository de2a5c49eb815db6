import { useEffect, useState } from 'react'
import { clearWhenStale } from '../ui/clipboard-clearing.ts'
import { useRegistrationClients } from './registration-clients.ts'

/** A page before the settings are known clears after this many seconds, as a fresh installation does. */
const clearSeconds = 30

/** Copies the codes through the door where it can, else by the page; `copiedFor` says for how many seconds they stay on the clipboard. */
export function useCopyCodes(codes: readonly string[]) {
  const { copyText } = useRegistrationClients()
  const [copiedFor, setCopiedFor] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)

  const copy = async () => {
    const text = codes.join('\n')
    setCopiedFor(null)
    setError(null)
    try {
      if (copyText !== null) return setCopiedFor(await copyText(text))
      await navigator.clipboard.writeText(text)
      await clearWhenStale(text, clearSeconds)
      setCopiedFor(clearSeconds)
    } catch (failure) {
      setError(failure)
    }
  }
  useEffect(() => {
    if (copiedFor === null) return
    const timer = setTimeout(() => setCopiedFor(null), copiedFor * 1000)
    return () => clearTimeout(timer)
  }, [copiedFor])
  return { copy, copiedFor, error }
}
