import { useCallback, useEffect, useState } from 'react'
import type { SessionInfo } from '../../shared/sessions.ts'
import { client, onSessionTrouble, setSessionToken } from '../base/api.ts'

export type SessionState = {
  readonly session: SessionInfo | null
  /** True if the service ended the session; the sign-in page says so. */
  readonly hasEnded: boolean
  readonly start: (ticket: { readonly token: string; readonly session: SessionInfo }) => void
  /** Takes over a state from the service; a page that was locked here stays locked until somebody unlocks it. */
  readonly update: (info: SessionInfo) => void
  readonly unlocked: (info: SessionInfo) => void
  readonly lock: () => void
  readonly signOut: () => void
}

function isSame(a: SessionInfo | null, b: SessionInfo): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Who is signed in on this page, in memory only. */
export function useSessionState(): SessionState {
  const [session, setSession] = useState<SessionInfo | null>(null)
  const [hasEnded, setHasEnded] = useState(false)

  const end = useCallback((isByService: boolean) => {
    setSessionToken(null)
    setSession(null)
    setHasEnded(isByService)
  }, [])

  const change = useCallback((part: Partial<SessionInfo>) => {
    setSession((now) => (now === null ? null : { ...now, ...part }))
  }, [])

  const start = useCallback((ticket: { readonly token: string; readonly session: SessionInfo }) => {
    setSessionToken(ticket.token)
    setSession(ticket.session)
    setHasEnded(false)
  }, [])

  const update = useCallback((info: SessionInfo) => {
    setSession((now) => {
      if (now === null) return null
      const next = { ...info, isLocked: info.isLocked || now.isLocked }
      return isSame(now, next) ? now : next
    })
  }, [])

  useEffect(
    () =>
      onSessionTrouble((trouble) => {
        if (trouble === 'SIGN_IN_NEEDED') end(true)
        // Only the service knows whether a code or the app itself is missing; if the call fails, the next poll reports it.
        else if (trouble === 'FACTOR_NEEDED') client.sessions.current({}).then(update, () => {})
        else if (trouble === 'METHODS_NEEDED') change({ mustGiveMethods: true })
        else change(trouble === 'SESSION_LOCKED' ? { isLocked: true } : { mustChange: true })
      }),
    [end, change, update],
  )

  const lock = useCallback(() => {
    change({ isLocked: true })
    // If the call fails, the service locks the session after its idle time.
    client.sessions.lock({}).catch(() => {})
  }, [change])

  const signOut = useCallback(() => {
    client.sessions.signOut({}).catch(() => {})
    end(false)
  }, [end])

  return { session, hasEnded, start, update, unlocked: setSession, lock, signOut }
}
