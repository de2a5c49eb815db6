import { useEffect, useState } from 'react'

/** The dialog on top of everything, apart from one that is just closing. */
function topDialog(closing: Element | null): Element | null {
  const open = [...document.querySelectorAll('[aria-modal="true"]')].filter((dialog) => dialog !== closing)
  return open.at(-1) ?? null
}

function returnTo(element: Element | null, closing: Element | null): void {
  // The focus goes to the page's heading when the menu item that opened the dialog no longer exists.
  const target = element?.isConnected && element !== document.body ? element : document.querySelector('main h1')
  // The focus behind a dialog that has opened meanwhile would hide that dialog from screen readers.
  const top = topDialog(closing)
  if (top !== null && !top.contains(target)) return
  if (target instanceof HTMLElement) target.focus()
}

/** Gives the focus back when a part of the page goes that holds it, such as a bar whose question is answered. */
export function useFocusKept(): void {
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === document.body) returnTo(opener, null)
      }, 0)
    },
    [opener],
  )
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
      const closing = document.activeElement?.closest('[aria-modal="true"]') ?? null
      // After the dialog has given the rest of the page back to the keyboard.
      setTimeout(() => returnTo(opener, closing), 0)
    }
  }, [isOpen, opener])
}
