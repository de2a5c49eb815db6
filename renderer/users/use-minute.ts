import { useEffect, useState } from 'react'

/** The time now in milliseconds, anew each minute, for words such as "in 5 minutes". */
export function useMinute(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
