import { useEffect } from 'react'

/** Shows the page to screen readers again after a lock has removed an open dialog: Fluent's focus layer forgets to do so then. */
export function useUncoveredPage(): void {
  useEffect(() => {
    const root = document.getElementById('root')
    if (root === null) return
    const uncover = () => {
      const isCovered = root.getAttribute('aria-hidden') === 'true'
      if (isCovered && document.querySelector('[aria-modal="true"]') === null) root.removeAttribute('aria-hidden')
    }
    uncover()
    // Observed, because Fluent may hide the page a moment after the dialog has closed, or again while it is being removed from the body.
    const observer = new MutationObserver(uncover)
    observer.observe(root, { attributes: true, attributeFilter: ['aria-hidden'] })
    observer.observe(document.body, { childList: true })
    return () => observer.disconnect()
  }, [])
}
