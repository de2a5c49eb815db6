import { type RefObject, useEffect } from 'react'

/** Puts the focus where the work is when a dialog opens, after the drawer has put it on its first button. */
export function useInitialFocus(target: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const timer = setTimeout(() => target.current?.focus(), 0)
    return () => clearTimeout(timer)
  }, [target])
}
