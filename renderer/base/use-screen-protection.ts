import { useCallback, useEffect } from 'react'
import { client } from './api.ts'
import { useDoor } from './session.ts'

/** How many places show a password now; the protection ends with the last of them. */
let showing = 0

const nothing = () => undefined

/** Ends the protection, unless another place still shows a password. */
function unprotect(): void {
  if (showing === 0) void client.door.protectScreen({ isOn: false }).catch(nothing)
}

/** Keeps the window out of screen captures while a password can be read, where the door is able to. */
export function useScreenProtection(isShown: boolean) {
  const { canProtectScreen } = useDoor()
  useEffect(() => {
    if (!isShown || !canProtectScreen) return
    showing += 1
    return () => {
      showing -= 1
      unprotect()
    }
  }, [isShown, canProtectScreen])
  // A capture that begins at the same moment may still contain the window, so that it is protected before the password arrives.
  const protectFirst = useCallback(async () => {
    if (canProtectScreen) await client.door.protectScreen({ isOn: true })
  }, [canProtectScreen])
  return { protectFirst, unprotect: canProtectScreen ? unprotect : nothing }
}
