import { type RefObject, useLayoutEffect } from 'react'

/** The moments at which the drawer may move the focus to its first button, milliseconds after it appeared. */
const lateMoments = [0, 50, 200]

/**
 * Focuses an element when a part of a dialog appears: at once, because a dialog without the focus does not hear Escape, and again after the
 * drawer has focused its first button. Not after the person has pressed anything or is in another field, which may be filled by a program
 * that types.
 */
export function useInitialFocus(target: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const focus = () => target.current?.focus()
    focus()
    const again = () => {
      if (!isInOtherField(target.current)) focus()
    }
    const timers = lateMoments.map((moment) => setTimeout(again, moment))
    const stop = () => timers.forEach(clearTimeout)
    document.addEventListener('keydown', stop, { capture: true, once: true })
    document.addEventListener('pointerdown', stop, { capture: true, once: true })
    return () => {
      stop()
      document.removeEventListener('keydown', stop, { capture: true })
      document.removeEventListener('pointerdown', stop, { capture: true })
    }
  }, [target])
}

function isInOtherField(target: HTMLElement | null): boolean {
  const active = document.activeElement
  if (active === null || active === target || !active.matches('input, select, textarea')) return false
  return target?.closest('[role="dialog"]')?.contains(active) === true
}
