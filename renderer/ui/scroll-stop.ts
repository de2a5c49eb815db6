import { useEffect, useState } from 'react'

const tabbable = 'button:not(:disabled), input:not(:disabled), select, textarea, a[href], [tabindex="0"]'

/** True while a part scrolls and nothing in it takes the focus, so that it must be a stop of its own for the keyboard (WCAG 2.1.1). */
export function useScrollStop(part: HTMLElement | null): boolean {
  const [isStop, setIsStop] = useState(false)
  useEffect(() => {
    if (part === null) return
    const look = () => setIsStop(part.scrollHeight > part.clientHeight && part.querySelector(tabbable) === null)
    look()
    const observer = new ResizeObserver(look)
    observer.observe(part)
    for (const child of part.children) observer.observe(child)
    return () => observer.disconnect()
  })
  return isStop
}
