import { useEffect } from 'react'

/** True where letters are typed, so that a key there is a letter and no command. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  )
}

const isInDialog = () => document.querySelector('[aria-modal="true"]') !== null

/** Opens the palette on Ctrl+K (Cmd+K), and the list of keys on ?, unless a dialog is open or the ? is being typed. */
export function useKeys(onPalette: () => void, onShortcuts: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.altKey || event.isComposing || isInDialog()) return
      const isPalette = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k'
      const isShortcuts = !event.ctrlKey && !event.metaKey && event.key === '?' && !isTyping(event.target)
      if (!isPalette && !isShortcuts) return
      event.preventDefault()
      if (isPalette) onPalette()
      else onShortcuts()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [onPalette, onShortcuts])
}
