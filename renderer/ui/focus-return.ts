import { useEffect, useState } from 'react'

/** The topmost dialog, except one that is closing. */
function topDialog(closing: Element | null): Element | null {
  const open = [...document.querySelectorAll('[aria-modal="true"]')].filter((dialog) => dialog !== closing)
  return open.at(-1) ?? null
}

function returnTo(element: Element | null, closing: Element | null): void {
  // If the menu item that opened the dialog no longer exists, the heading of the page gets the focus.
  const target = element?.isConnected && element !== document.body ? element : document.querySelector('main h1')
  // If another dialog has opened meanwhile, a focus behind it would hide it from screen readers.
  const top = topDialog(closing)
  if (top !== null && !top.contains(target)) return
  if (target instanceof HTMLElement) target.focus()
}

/** Returns the focus when the part of the page that has it disappears, such as a bar whose question was answered. */
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

/** Returns the focus to where it was when a dialog closes or unmounts, even without a trigger element. */
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
      // Runs after the dialog has made the rest of the page accessible again.
      setTimeout(() => returnTo(opener, closing), 0)
    }
  }, [isOpen, opener])
}
