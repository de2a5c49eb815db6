import { client } from '../api.ts'
import { useDoor } from '../session.ts'

/** Copies by the door, so that the page never holds the text; returns after how many seconds the clipboard is cleared. */
export const copyText = async (text: string): Promise<number> => (await client.door.copyText({ text })).clearsInSeconds

/**
 * Copies by the door, so that the page never holds the text, and returns after how many seconds the clipboard is cleared; null where the door can't
 * copy.
 */
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
