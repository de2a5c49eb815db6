import { useSettings } from '../session.ts'
import { useScreenProtection } from '../use-screen-protection.ts'
import { useDoorCopy } from './door-copy.ts'
import { useCopyText } from './use-copy-text.ts'

/** Keeps a code out of screen captures while it is shown, where the door can, and copies it. */
export function useShownCode() {
  const { clipboardSeconds } = useSettings()
  useScreenProtection(true)
  return useCopyText(clipboardSeconds, useDoorCopy())
}
