import { type RefObject, useEffect, useRef } from 'react'

/** A ref whose element takes the focus when it appears: where one step replaces another, the button that had the focus is gone. */
export function useFocusOnMount<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null)
  useEffect(() => element.current?.focus(), [])
  return element
}
