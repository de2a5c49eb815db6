import { useEffect, useState } from 'react'

function tokenInAddress(): string | null {
  const token = location.hash.slice(1)
  return /^[\da-f]{64}$/.test(token) ? token : null
}

/** The token after the # of the address. It is removed from the address at once, so that no history stores it; null if the address was cut off. */
export function useLinkToken(): string | null {
  const [token, setToken] = useState(tokenInAddress)
  useEffect(() => {
    const take = () => {
      const found = tokenInAddress()
      if (location.hash !== '') history.replaceState(null, '', location.pathname)
      if (found !== null) setToken(found)
    }
    take()
    // A second link opened in the same tab does not load the page again.
    addEventListener('hashchange', take)
    return () => removeEventListener('hashchange', take)
  }, [])
  return token
}
