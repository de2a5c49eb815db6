import { type RefObject, useEffect } from 'react'

/** Scrolls a new error into view, because a small window may show another part of the dialog. */
export function useScrollTo(target: RefObject<HTMLElement | null>, error: unknown): void {
  useEffect(() => {
    if (error !== null) target.current?.scrollIntoView({ block: 'nearest' })
  }, [target, error])
}
