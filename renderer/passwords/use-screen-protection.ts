import { useEffect } from 'react'
import { client } from '../app/api.ts'
import { useDoor } from '../app/session.ts'

/** Keeps the window out of screen captures while a password can be read, where the door is able to. */
export function useScreenProtection(isShown: boolean): void {
  const { canProtectScreen } = useDoor()
  useEffect(() => {
    if (!isShown || !canProtectScreen) return
    const protect = (isOn: boolean) => void client.door.protectScreen({ isOn }).catch(() => undefined)
    protect(true)
    return () => protect(false)
  }, [isShown, canProtectScreen])
}
