import { type RefObject, useEffect, useLayoutEffect } from 'react'

/**
 * Keeps the focus inside the panel, because a dialog without the focus does not hear Escape: it moves to the heading when that appears,
 * because the button that started the job is gone, and whenever a change of state removes the focused button.
 */
export function useHeadingFocus(heading: RefObject<HTMLElement | null>, state: string | undefined): void {
  useLayoutEffect(() => {
    heading.current?.focus()
    // Runs after the drawer has set its own first focus.
    const timer = setTimeout(() => heading.current?.focus(), 0)
    return () => clearTimeout(timer)
  }, [heading])
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again at every change of state
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus()
  }, [heading, state])
}
