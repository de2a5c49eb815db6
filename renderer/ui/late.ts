import { useEffect, useState } from 'react'

/** Milliseconds before placeholders are shown, so that a fast answer does not flicker. */
const pause = 300

/** False at first and true after a third of a second, when it is worth showing that something is being read. */
export function useIsLate(): boolean {
  const [isLate, setIsLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), pause)
    return () => clearTimeout(timer)
  }, [])
  return isLate
}
