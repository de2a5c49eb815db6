import { useEffect, useState } from 'react'
import { client } from '../app/api.ts'
import { useDoor } from '../app/session.ts'
import { clearWhenStale } from './clipboard-clearing.ts'

/** Copies a secret that the page holds through the door where it can, else by the page; `copiedFor` says for how many seconds it stays on the clipboard. */
export function useCopyText(seconds: number) {
  const { canCopy } = useDoor()
  const [copiedFor, setCopiedFor] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)

  const copy = async (text: string) => {
    setCopiedFor(null)
    setError(null)
    try {
      if (canCopy) return setCopiedFor((await client.door.copyText({ text })).clearsInSeconds)
      await navigator.clipboard.writeText(text)
      await clearWhenStale(text, seconds)
      setCopiedFor(seconds)
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
