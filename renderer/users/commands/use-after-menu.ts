import { useEffect, useRef, useState } from 'react'

/**
 * Runs what was chosen in a menu once the menu has gone. A panel that opened while it closes would leave the panel behind it hidden from screen
 * readers. `onClosed` is called before.
 */
export function useAfterMenu(isOpenAtFirst: boolean, onClosed: () => void = () => {}) {
  const [isOpen, setIsOpen] = useState(isOpenAtFirst)
  const chosen = useRef<(() => void) | null>(null)
  const closed = useRef(onClosed)
  const wasOpen = useRef(isOpenAtFirst)
  useEffect(() => {
    closed.current = onClosed
  })
  useEffect(() => {
    const run = chosen.current
    chosen.current = null
    const hasClosed = wasOpen.current && !isOpen
    wasOpen.current = isOpen
    if (!hasClosed) return
    requestAnimationFrame(() =>
      setTimeout(() => {
        closed.current()
        run?.()
      }, 0),
    )
  }, [isOpen])
  const choose = (run: () => void) => {
    chosen.current = run
  }
  return { isOpen, setIsOpen, choose }
}
