import { useEffect, useState } from 'react'
import type { SecretId } from '../../shared/ids.ts'
import { client } from '../base/api.ts'
import { clearClipboardAfter } from '../base/clipboard/clipboard-clearing.ts'
import { writeByPage } from '../base/clipboard/page-clipboard.ts'
import { useConfirmation, type WithConfirmation } from '../base/confirmation.ts'
import { useDoor, useSettings } from '../base/session.ts'
import { useAction } from '../base/use-action.ts'

async function copyInPage(secretId: SecretId, seconds: number, withConfirmation: WithConfirmation): Promise<void> {
  const { passwords } = await withConfirmation(() => client.passwords.reveal({ secretIds: [secretId] }))
  const password = passwords[0]?.password ?? ''
  await writeByPage(password)
  await clearClipboardAfter(password, seconds)
}

/**
 * Copies a password, and says which one is on the clipboard for as long as it stays there. Through the door, the page never holds the
 * password, and the system keeps it out of the clipboard history. Without such a door the page copies it, without marks, and clears it only
 * as far as the browser allows.
 */
export function useCopying() {
  const { canCopy } = useDoor()
  const { clipboardSeconds } = useSettings()
  const withConfirmation = useConfirmation()
  const [copiedId, setCopiedId] = useState<SecretId | null>(null)
  const copying = useAction(async (secretId: SecretId) => {
    setCopiedId(null)
    if (canCopy) await withConfirmation(() => client.door.copyPassword({ secretId }))
    else await copyInPage(secretId, clipboardSeconds, withConfirmation)
    setCopiedId(secretId)
    return secretId
  })
  useEffect(() => {
    if (copiedId === null) return
    const timer = setTimeout(() => setCopiedId(null), clipboardSeconds * 1000)
    return () => clearTimeout(timer)
  }, [copiedId, clipboardSeconds])
  return { copiedId, seconds: clipboardSeconds, copy: copying.run, isBusy: copying.isBusy, error: copying.error }
}
