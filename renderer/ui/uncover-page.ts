import { useEffect } from 'react'

/**
 * Takes back what a dialog did to the page when a lock swept it away in the middle: Fluent's focus layer then forgets to show the page to
 * screen readers again.
 */
export function useUncoveredPage(): void {
  useEffect(() => {
    const root = document.getElementById('root')
    if (root === null) return
    const uncover = () => {
      const isCovered = root.getAttribute('aria-hidden') === 'true'
      if (isCovered && document.querySelector('[aria-modal="true"]') === null) root.removeAttribute('aria-hidden')
    }
    uncover()
    // Watched, because Fluent may hide the page a moment after the dialog has closed, or again while it is about to go from the body.
    const observer = new MutationObserver(uncover)
    observer.observe(root, { attributes: true, attributeFilter: ['aria-hidden'] })
    observer.observe(document.body, { childList: true })
    return () => observer.disconnect()
  }, [])
}
