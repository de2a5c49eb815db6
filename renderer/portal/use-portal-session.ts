import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import type { PortalSession } from '../../shared/account.ts'
import { errorCodeOf } from '../base/api-errors.ts'
import { myAccount, onTrouble } from './portal-api.ts'

export type PortalSessionState = {
  /** Undefined until the portal has said whether this browser is signed in. */
  readonly session: PortalSession | null | undefined
  /** True if the portal ended the session; the sign-in page says so. */
  readonly hasEnded: boolean
  /** Why signing out failed: only the portal can remove the cookie, so that the page must not look signed out then. */
  readonly failure: unknown
  readonly start: (session: PortalSession) => void
  readonly signOut: () => void
}

const inputEvents = ['pointerdown', 'keydown', 'touchstart'] as const
const touchEveryMs = 60_000
const askEveryMs = 20_000

/** Reports activity to the portal, at most once a minute. */
function tellOfInput(): () => void {
  let touchedAt = Date.now()
  const onInput = () => {
    if (Date.now() - touchedAt < touchEveryMs) return
    touchedAt = Date.now()
    myAccount.touch({}).catch(() => {})
  }
  for (const name of inputEvents) addEventListener(name, onInput, { capture: true, passive: true })
  return () => {
    for (const name of inputEvents) removeEventListener(name, onInput, { capture: true })
  }
}

/** The session of this browser; it is in the cookie, so that a reload finds it again. */
export function usePortalSession(): PortalSessionState {
  const queries = useQueryClient()
  const [session, setSession] = useState<PortalSession | null | undefined>(undefined)
  const [hasEnded, setHasEnded] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const isOn = session !== null && session !== undefined

  const end = useCallback(
    (isByService: boolean) => {
      setSession(null)
      setHasEnded(isByService)
      // Removed, so that the next person sees nothing of the last one.
      queries.removeQueries({ queryKey: [['myAccount']], predicate: ({ queryKey }) => !isWelcome(queryKey) })
    },
    [queries],
  )

  useEffect(() => {
    myAccount.current({}).then(setSession, (error: unknown) => {
      if (errorCodeOf(error) !== 'SIGN_IN_NEEDED') setSession(null)
    })
  }, [])

  useEffect(
    () =>
      onTrouble((trouble) => {
        if (trouble === 'SIGN_IN_NEEDED') end(isOn)
        else if (trouble === 'METHODS_NEEDED') setSession((now) => now && { ...now, mustGiveMethods: true })
        else setSession((now) => now && { ...now, mustChange: true })
      }),
    [end, isOn],
  )

  useEffect(() => {
    if (!isOn) return
    // Ignored here, because the listener hears of the error.
    const timer = setInterval(() => void myAccount.current({}).catch(() => {}), askEveryMs)
    const stop = tellOfInput()
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [isOn])

  const start = useCallback((next: PortalSession) => {
    setSession(next)
    setHasEnded(false)
  }, [])
  const signOut = useCallback(async () => {
    setFailure(null)
    try {
      await myAccount.signOut({})
      end(false)
    } catch (error) {
      if (errorCodeOf(error) === 'SIGN_IN_NEEDED') end(false)
      else setFailure(error)
    }
  }, [end])
  return { session, hasEnded, failure, start, signOut: () => void signOut() }
}

function isWelcome(queryKey: readonly unknown[]): boolean {
  return JSON.stringify(queryKey[0]) === JSON.stringify(['myAccount', 'welcome'])
}
