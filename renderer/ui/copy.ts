import { useCallback } from 'react'
import type { SecretId } from '../../shared/ids.ts'
import { client } from '../app/api.ts'
import { useConfirmation } from '../app/confirmation.tsx'
import { useDoor, useSettings } from '../app/session.ts'
import { clearWhenStale } from './clipboard-clearing.ts'

type WithConfirmation = ReturnType<typeof useConfirmation>
export type Clipboard = {
  /** Puts the password on the clipboard and takes it off again after the time that the settings say. */
  readonly copySecret: (secretId: SecretId) => Promise<void>
}

async function copyInPage(secretId: SecretId, seconds: number, withConfirmation: WithConfirmation): Promise<void> {
  const { passwords } = await withConfirmation(() => client.passwords.reveal({ secretIds: [secretId] }))
  const password = passwords[0]?.password ?? ''
  await navigator.clipboard.writeText(password)
  await clearWhenStale(password, seconds)
}

/**
 * Copies a password: through the door where it can, so that the page never holds it and the system keeps it out of clipboard
 * history; else by the page, which can't mark it and can clear it only as far as the browser allows.
 */
export function useClipboard(): Clipboard {
  const { canCopy } = useDoor()
  const { clipboardSeconds } = useSettings()
  const withConfirmation = useConfirmation()
  const copySecret = useCallback(
    async (secretId: SecretId) => {
      if (canCopy) await withConfirmation(() => client.door.copyPassword({ secretId }))
      else await copyInPage(secretId, clipboardSeconds, withConfirmation)
    },
    [canCopy, clipboardSeconds, withConfirmation],
  )
  return { copySecret }
}
