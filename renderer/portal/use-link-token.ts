import { useEffect, useState } from 'react'

function tokenInAddress(): string | null {
  const token = location.hash.slice(1)
  return /^[\da-f]{64}$/.test(token) ? token : null
}

/** The token behind the # of the address, taken out of the address bar at once so that no history keeps it; null for an address that was cut off. */
export function useLinkToken(): string | null {
  const [token, setToken] = useState(tokenInAddress)
  useEffect(() => {
    const take = () => {
      const found = tokenInAddress()
      if (location.hash !== '') history.replaceState(null, '', location.pathname)
      if (found !== null) setToken(found)
    }
    take()
    // Opening a second link in the same tab does not load the page again.
    addEventListener('hashchange', take)
    return () => removeEventListener('hashchange', take)
  }, [])
  return token
}
