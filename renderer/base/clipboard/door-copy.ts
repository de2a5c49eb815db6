import { client } from '../api.ts'
import { useDoor } from '../session.ts'
import { writeByPage } from './page-clipboard.ts'

/** Copies a secret through the door, with the system's marks; returns after how many seconds the clipboard is cleared. */
export const copyText = async (text: string): Promise<number> => (await client.door.copyText({ text })).clearsInSeconds

/** Copies a secret through the door and returns after how many seconds the clipboard is cleared; null where the door can't copy. */
export function useDoorCopy(): ((text: string) => Promise<number>) | null {
  const { canCopy } = useDoor()
  return canCopy ? copyText : null
}

/** Copies what is no secret, such as an address: through the door where it can, otherwise by the page. */
export function useCopyPlain(): (text: string) => Promise<void> {
  const { canCopy } = useDoor()
  return async (text) => {
    if (canCopy) await client.door.copyPlain({ text })
    else await writeByPage(text)
  }
}
