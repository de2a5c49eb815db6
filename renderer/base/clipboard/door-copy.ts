import { client } from '../api.ts'
import { useDoor } from '../session.ts'

/** Copies past the page; answers after how many seconds the clipboard is cleared. */
export const copyText = async (text: string): Promise<number> => (await client.door.copyText({ text })).clearsInSeconds

/** Copies past the page where this door can, and answers after how many seconds it clears the clipboard; null where it can't. */
export function useDoorCopy(): ((text: string) => Promise<number>) | null {
  const { canCopy } = useDoor()
  return canCopy ? copyText : null
}

/** Copies what is no secret, such as an address: by the door where the window's page may not, else by the page. */
export function useCopyPlain(): (text: string) => Promise<void> {
  const { canCopy } = useDoor()
  return async (text) => {
    if (canCopy) await client.door.copyPlain({ text })
    else await navigator.clipboard.writeText(text)
  }
}
