import { useEffect, useState } from 'react'

function returnTo(element: Element | null): void {
  // A menu item that opened the dialog is gone by now: the page's heading is the next best place.
  const target = element?.isConnected && element !== document.body ? element : document.querySelector('main h1')
  if (target instanceof HTMLElement) target.focus()
}

/** Gives the focus back to where it came from when a dialog closes or unmounts, also without a trigger element. */
export function useFocusReturn(isOpen: boolean): void {
  const [opener, setOpener] = useState<Element | null>(() => (isOpen ? document.activeElement : null))
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (isOpen !== wasOpen) {
    setWasOpen(isOpen)
    if (isOpen) setOpener(document.activeElement)
  }
  useEffect(() => {
    if (!isOpen) return
    return () => {
      // After the dialog has given the rest of the page back to the keyboard.
      setTimeout(() => returnTo(opener), 0)
    }
  }, [isOpen, opener])
}
