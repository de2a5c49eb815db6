import { useEffect, useState } from 'react'
import type { SecretId } from '../../shared/ids.ts'
import { useSettings } from '../app/session.ts'
import { useClipboard } from '../ui/copy.ts'
import { useAction } from '../ui/use-action.ts'

/** Which password is on the clipboard, for as long as it stays there. */
export function useCopying() {
  const { clipboardSeconds } = useSettings()
  const { copySecret } = useClipboard()
  const [copiedId, setCopiedId] = useState<SecretId | null>(null)
  const copying = useAction(async (id: SecretId) => {
    setCopiedId(null)
    await copySecret(id)
    setCopiedId(id)
    return id
  })
  useEffect(() => {
    if (copiedId === null) return
    const timer = setTimeout(() => setCopiedId(null), clipboardSeconds * 1000)
    return () => clearTimeout(timer)
  }, [copiedId, clipboardSeconds])
  return { copiedId, seconds: clipboardSeconds, copy: copying.run, isBusy: copying.isBusy, error: copying.error }
}
