import { useCallback } from 'react'
import type { SecretId } from '../../shared/ids.ts'
import { client } from '../app/api.ts'
import { useDoor, useSettings } from '../app/session.ts'
import { clearWhenStale } from './clipboard-clearing.ts'

export type Clipboard = {
  /** Puts the password on the clipboard and takes it off again after the time that the settings say. */
  readonly copySecret: (secretId: SecretId) => Promise<void>
}

async function copyInPage(secretId: SecretId, seconds: number): Promise<void> {
  const { passwords } = await client.passwords.reveal({ secretIds: [secretId] })
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
  const copySecret = useCallback(
    async (secretId: SecretId) => {
      if (canCopy) await client.door.copyPassword({ secretId })
      else await copyInPage(secretId, clipboardSeconds)
    },
    [canCopy, clipboardSeconds],
  )
  return { copySecret }
}
