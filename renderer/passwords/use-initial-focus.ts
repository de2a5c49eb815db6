import { type RefObject, useLayoutEffect } from 'react'

/**
 * Puts the focus where the work is when a part of a dialog appears: at once, because a dialog without the focus does not hear Escape, and
 * again after the drawer has put it on its first button.
 */
export function useInitialFocus(target: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    target.current?.focus()
    const timer = setTimeout(() => target.current?.focus(), 0)
    return () => clearTimeout(timer)
  }, [target])
}
