import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoorCapabilities } from '../../shared/door.ts'
import type { SessionInfo } from '../../shared/sessions.ts'
import type { Status } from '../../shared/settings.ts'
import { ForcedChangePage } from '../sessions/forced-change-page.tsx'
import { useIdleLock } from '../sessions/idle-lock.ts'
import { LockScreen } from '../sessions/lock-screen.tsx'
import { SignInForm } from '../sessions/sign-in-form.tsx'
import { SignInPage } from '../sessions/sign-in-page.tsx'
import { FirstRunPage } from '../settings/first-run-page.tsx'
import { LockedVaultPage } from '../vault/locked-vault-page.tsx'
import { RecoveryKeyPage } from '../vault/recovery-key-page.tsx'
import { api, errorCodeOf, isConnectionLost } from './api.ts'
import { usePage } from './page.ts'
import { savedLanguage } from './preferences.ts'
import { DoorContext, SessionContext } from './session.ts'
import { useSessionState } from './session-state.ts'
import { SignedIn } from './signed-in.tsx'
import { LoadingPage, RefusedPage, UnreachablePage } from './trouble-page.tsx'

/** The system's language, unless somebody chose one on this machine. */
function useSystemLanguage(door: DoorCapabilities | undefined): void {
  const { i18n } = useTranslation()
  const systemLanguage = door?.systemLanguage ?? null
  useEffect(() => {
    if (systemLanguage !== null && savedLanguage() === null) void i18n.changeLanguage(systemLanguage)
  }, [i18n, systemLanguage])
}

/** Asks the door and the program how things stand before anything else is shown. */
export function App() {
  const door = useQuery(api.door.capabilities.queryOptions({ input: {}, staleTime: Number.POSITIVE_INFINITY }))
  const status = useQuery(api.settings.status.queryOptions({ input: {}, staleTime: Number.POSITIVE_INFINITY }))
  useSystemLanguage(door.data)
  const error = door.error ?? status.error
  if (errorCodeOf(error) === 'DOOR_REFUSED') return <RefusedPage />
  if (door.data !== undefined && status.data !== undefined) {
    return (
      <DoorContext value={door.data}>
        <Gate status={status.data} />
      </DoorContext>
    )
  }
  return error === null ? <LoadingPage /> : <UnreachablePage />
}

/** Which screen it is: set-up, vault, sign-in, lock, forced change, recovery key or the pages. */
function Gate({ status }: { readonly status: Status }) {
  const queries = useQueryClient()
  const [, setPage] = usePage()
  const state = useSessionState()
  const { session, lock, signOut, unlocked } = state
  const [recovery, setRecovery] = useState<Recovery | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const askStatus = useCallback(
    () => void queries.invalidateQueries({ queryKey: api.settings.status.key() }),
    [queries],
  )
  useIdleLock({ session, onIdle: lock, onInfo: state.update, onFailure: setFailure })
  const { organisation } = status

  if (errorCodeOf(failure) === 'DOOR_REFUSED') return <RefusedPage />
  if (session === null) {
    const onStarted = (ticket: Ticket, shown: Recovery | null) => {
      setRecovery(shown)
      state.start(ticket)
      askStatus()
    }
    return <SignedOut status={status} hasEnded={state.hasEnded} onStarted={onStarted} onOpened={askStatus} />
  }
  if (session.isLocked) {
    return <LockScreen session={session} organisation={organisation} onUnlocked={unlocked} onSignOut={signOut} />
  }
  if (session.mustChange) {
    return <ForcedChangePage session={session} organisation={organisation} onChanged={unlocked} onSignOut={signOut} />
  }
  if (recovery !== null) {
    const onStored = () => {
      if (recovery.isFirstRun) setPage('users')
      setRecovery(null)
    }
    return <RecoveryKeyPage recoveryKey={recovery.key} organisation={organisation} onStored={onStored} />
  }
  const onRecoveryKey = (key: string) => setRecovery({ key, isFirstRun: false })
  const notice = isConnectionLost(failure) ? failure : null
  return (
    <SessionContext value={session}>
      <SignedIn
        notice={notice}
        onLock={lock}
        onSignOut={signOut}
        onRecoveryKey={onRecoveryKey}
        onSettingsSaved={askStatus}
      />
    </SessionContext>
  )
}

type Ticket = { readonly token: string; readonly session: SessionInfo }

/** A recovery key that nobody has stored yet; it stays through a lock, since nothing can show it again. */
type Recovery = { readonly key: string; readonly isFirstRun: boolean }

type SignedOutProps = {
  readonly status: Status
  readonly hasEnded: boolean
  readonly onStarted: (ticket: Ticket, recovery: Recovery | null) => void
  readonly onOpened: () => void
}

function SignedOut({ status, hasEnded, onStarted, onOpened }: SignedOutProps) {
  if (!status.isSetUp) {
    return (
      <FirstRunPage
        status={status}
        onCreated={(created) => onStarted(created, { key: created.recoveryKey, isFirstRun: true })}
      />
    )
  }
  const onSignedIn = (ticket: Ticket) => onStarted(ticket, null)
  if (status.vault === 'locked') {
    const signIn = <SignInForm hasEnded={hasEnded} onSignedIn={onSignedIn} />
    return <LockedVaultPage status={status} signIn={signIn} onOpened={onOpened} />
  }
  return <SignInPage organisation={status.organisation} hasEnded={hasEnded} onSignedIn={onSignedIn} />
}
