import { useEffect, useState } from 'react'
import { clearClipboardAfter } from './clipboard-clearing.ts'
import { writeByPage } from './page-clipboard.ts'

/** Copies a secret through the door; returns after how many seconds the door clears the clipboard. */
export type CopyText = (text: string) => Promise<number>

/** Copies a secret that the page holds, through the door where it can; `copiedFor` says for how many seconds it stays on the clipboard. */
export function useCopyText(seconds: number, copyText: CopyText | null) {
  const [copiedFor, setCopiedFor] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)

  const copy = async (text: string) => {
    setCopiedFor(null)
    setError(null)
    try {
      if (copyText !== null) return setCopiedFor(await copyText(text))
      await writeByPage(text)
      await clearClipboardAfter(text, seconds)
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
