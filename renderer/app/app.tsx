import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoorCapabilities } from '../../shared/door.ts'
import type { SessionInfo } from '../../shared/sessions.ts'
import type { Status } from '../../shared/settings.ts'
import { RestorePage } from '../backup/restore-page.tsx'
import { api, client, errorCodeOf, isConnectionLost } from '../base/api.ts'
import { writeHash } from '../base/hash.ts'
import { savedLanguage } from '../base/preferences.ts'
import { DoorContext, SessionContext } from '../base/session.ts'
import { useBrandColour } from '../base/theme.ts'
import { setSystemRegion, useWords } from '../base/words/words.ts'
import { OwnContext } from '../own/own-clients.ts'
import { RecoveryPages } from '../own/recovery/recovery-pages.tsx'
import { useRecoveryWord } from '../own/recovery/recovery-word.ts'
import { PassDonePage } from '../own/registration/pass-done-page.tsx'
import { RecoveryCodesPage } from '../own/registration/recovery-codes-page.tsx'
import { RegisterPage } from '../own/registration/register-page.tsx'
import type { RegistrationStage } from '../own/registration/registration-gate.tsx'
import { FactorPage } from '../own/sign-in/factor-page.tsx'
import { SignInFields, type SignInFieldsProps } from '../own/sign-in/sign-in-fields.tsx'
import { SignInPage } from '../own/sign-in/sign-in-page.tsx'
import { DemoAccount } from '../sessions/demo-account.tsx'
import { ForcedChange } from '../sessions/forced-change.tsx'
import { useIdleLock } from '../sessions/idle-lock.ts'
import { LockScreen } from '../sessions/lock-screen.tsx'
import { FirstRunPage } from '../settings/first-run-page.tsx'
import { ConfirmationProvider } from '../ui/confirmation-provider.tsx'
import { LoadingPage, RefusedPage, UnreachablePage } from '../ui/trouble-page.tsx'
import { LockedVaultPage } from '../vault/locked-vault-page.tsx'
import { RecoveryKeyPage } from '../vault/recovery-key-page.tsx'
import { confirmHere, ownClients } from './own-clients.ts'
import { type SessionState, useSessionState } from './session-state.ts'
import { SignedIn } from './signed-in.tsx'

/** Uses the system's language, unless somebody chose one on this machine, and the form of its region for dates and numbers. */
function useSystemLanguage(door: DoorCapabilities | undefined): void {
  const { i18n } = useTranslation()
  const systemLanguage = door?.systemLanguage ?? null
  useEffect(() => {
    if (systemLanguage !== null && savedLanguage() === null) void i18n.changeLanguage(systemLanguage)
  }, [i18n, systemLanguage])
  const systemRegion = door?.systemRegion ?? null
  useEffect(() => setSystemRegion(systemRegion), [systemRegion])
}

/** Tells the desktop door which language was chosen, so that its menu bar and dialogs speak it too; also after each change. */
function useDoorLanguage(door: DoorCapabilities | undefined): void {
  const { language } = useWords()
  const hasMenu = door?.kind === 'desktop'
  useEffect(() => {
    // A menu in another language is no reason to disturb anybody: the next choice tells it again.
    if (hasMenu && savedLanguage() !== null) client.door.languageChosen({ language }).catch(() => {})
  }, [hasMenu, language])
}

/** How often to ask whether the keychain has answered, in milliseconds. */
const keychainPoll = 300

/** Asks the door and the service for their state before anything else is shown. */
export function App() {
  const door = useQuery(api.door.capabilities.queryOptions({ input: {}, staleTime: Number.POSITIVE_INFINITY }))
  const status = useQuery({
    ...api.settings.status.queryOptions({ input: {}, staleTime: Number.POSITIVE_INFINITY }),
    refetchInterval: ({ state }) => (state.data?.keychain === 'waiting' ? keychainPoll : false),
  })
  useSystemLanguage(door.data)
  useDoorLanguage(door.data)
  useBrandColour(status.data?.colour)
  const error = door.error ?? status.error
  if (errorCodeOf(error) === 'DOOR_REFUSED') return <RefusedPage />
  if (door.data !== undefined && status.data !== undefined) {
    return (
      <DoorContext value={door.data}>
        <OwnContext value={ownClients(door.data)}>
          <Gate status={status.data} />
        </OwnContext>
      </DoorContext>
    )
  }
  return error === null ? <LoadingPage /> : <UnreachablePage />
}

/** A recovery key or recovery codes that are shown only once and not stored yet; locking does not remove them. */
function useShownOnce() {
  const [recovery, setRecovery] = useState<Recovery | null>(null)
  const [codes, setCodes] = useState<Codes | null>(null)
  const [isPassDone, setPassDone] = useState(false)
  const forget = () => {
    setCodes(null)
    setPassDone(false)
  }
  return { recovery, setRecovery, codes, setCodes, isPassDone, setPassDone, forget }
}
/** Codes with the name of their person, kept because a session that a pass opened has ended when they are shown. */
type Codes = { readonly codes: readonly string[]; readonly username: string }
type ShownOnce = ReturnType<typeof useShownOnce>

/** Chooses the screen: set-up, vault, sign-in, second factor, lock, forced change, recovery key or the pages. */
function Gate({ status }: { readonly status: Status }) {
  const queries = useQueryClient()
  const state = useSessionState()
  const { session, lock, signOut } = state
  const once = useShownOnce()
  const [failure, setFailure] = useState<unknown>(null)
  const [stage, setStage] = useState<RegistrationStage>('asked')
  const { update } = state
  // An error is ignored here, because the next poll reports the same state.
  const askSession = useCallback(() => client.sessions.current({}).then(update, () => {}), [update])
  const askStatus = useCallback(
    () => void queries.invalidateQueries({ queryKey: api.settings.status.key() }),
    [queries],
  )
  useIdleLock({ session, onIdle: lock, onInfo: state.update, onFailure: setFailure })

  if (errorCodeOf(failure) === 'DOOR_REFUSED') return <RefusedPage />
  const { organisation } = status
  const leftover = onceScreen(once, organisation, session === null)
  if (session === null) {
    if (leftover !== null) return leftover
    const onStarted = (ticket: Ticket, shown: Recovery | null) => {
      once.setRecovery(shown)
      once.forget()
      setStage('asked')
      state.start(ticket)
      askStatus()
    }
    return <SignedOut status={status} hasEnded={state.hasEnded} onStarted={onStarted} onOpened={askStatus} />
  }
  const first = firstScreen({ state, session, once, organisation })
  if (first !== null) return first
  const notice = isConnectionLost(failure) ? failure : null
  return (
    <SessionContext value={session}>
      <SignedIn
        notice={notice}
        organisation={organisation}
        onLock={lock}
        onSignOut={signOut}
        onRecoveryKey={(key) => once.setRecovery({ key, isFirstRun: false })}
        registration={{ stage, onStage: setStage, onGiven: askSession }}
        onRecoveryCodes={(codes) => once.setCodes({ codes, username: session.username })}
        onSettingsSaved={askStatus}
      />
    </SessionContext>
  )
}

type FirstScreenProps = {
  readonly state: SessionState
  readonly session: SessionInfo
  readonly once: ShownOnce
  readonly organisation: string
}

/**
 * The screen that must be completed before the pages; null when there is none. The second factor comes first, because nothing else may be seen or
 * done without it.
 */
function firstScreen({ state, session, once, organisation }: FirstScreenProps): ReactElement | null {
  const { signOut, unlocked } = state
  if (session.factor === 'needed') {
    const prove = async (code: string) => state.start(await client.sessions.proveFactor({ code }))
    return <FactorPage {...{ organisation, prove }} saysWhoHelps onSignOut={signOut} />
  }
  if (session.isLocked) {
    return <LockScreen session={session} organisation={organisation} onUnlocked={unlocked} onSignOut={signOut} />
  }
  if (session.factor === 'mustRegister') {
    const onRegistered = (codes: readonly string[] | null) => {
      if (codes !== null) once.setCodes({ codes, username: session.username })
      // Any other error is ignored here, because the next poll reports the same state.
      client.sessions
        .current({})
        .then(state.update, (error: unknown) => once.setPassDone(errorCodeOf(error) === 'SIGN_IN_NEEDED'))
    }
    return (
      <ConfirmationProvider confirm={confirmHere}>
        <RegisterPage organisation={organisation} onRegistered={onRegistered} onSignOut={signOut} />
      </ConfirmationProvider>
    )
  }
  const { recovery } = once
  const leftover = onceScreen(once, organisation, false)
  if (leftover !== null) return leftover
  if (session.mustChange) {
    return <ForcedChange session={session} organisation={organisation} onChanged={unlocked} onSignOut={signOut} />
  }
  if (recovery === null) return null
  const onStored = () => {
    if (recovery.isFirstRun) writeHash('page', 'users')
    // Without an answer the first steps go on asking for it.
    client.home.noteRecoveryKey({}).catch(() => {})
    once.setRecovery(null)
  }
  return <RecoveryKeyPage recoveryKey={recovery.key} organisation={organisation} onStored={onStored} />
}

/** Shows codes that are not stored yet; after a pass, how to go on. */
function onceScreen({ codes, setCodes, isPassDone, setPassDone }: ShownOnce, organisation: string, isOver: boolean) {
  if (codes !== null) {
    return <RecoveryCodesPage {...codes} organisation={organisation} onStored={() => setCodes(null)} />
  }
  if (!isOver || !isPassDone) return null
  return <PassDonePage organisation={organisation} onSignIn={() => setPassDone(false)} />
}

type Ticket = { readonly token: string; readonly session: SessionInfo }

/** A recovery key that nobody has stored yet; it stays while the page is locked, because it can't be shown again. */
type Recovery = { readonly key: string; readonly isFirstRun: boolean }

type SignedOutProps = {
  readonly status: Status
  readonly hasEnded: boolean
  readonly onStarted: (ticket: Ticket, recovery: Recovery | null) => void
  readonly onOpened: () => void
}

function SignedOut({ status, hasEnded, onStarted, onOpened }: SignedOutProps) {
  const [username, setUsername] = useState('')
  const [isRestoring, setRestoring] = useState(false)
  const word = useRecoveryWord()
  if (!status.isSetUp) {
    if (isRestoring) return <RestorePage onBack={() => setRestoring(false)} onRestored={onOpened} />
    return (
      <FirstRunPage
        status={status}
        onRestore={() => setRestoring(true)}
        onCreated={(created) => onStarted(created, { key: created.recoveryKey, isFirstRun: true })}
      />
    )
  }
  const typed = { username, onUsername: setUsername }
  const fields: SignInFieldsProps = {
    ...typed,
    hasEnded,
    signIn: async (account) => onStarted(await client.sessions.signIn(account), null),
  }
  if (status.vault === 'locked') {
    return <LockedVaultPage status={status} signIn={<SignInFields {...fields} />} onOpened={onOpened} />
  }
  const { organisation } = status
  if (word !== null) return <RecoveryPages {...{ word, organisation, ...typed }} />
  const notice = <DemoAccount account={status.demoAccount} />
  return <SignInPage {...fields} organisation={organisation} notice={notice} />
}
