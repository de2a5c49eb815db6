import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { PortalSession } from '../../shared/account.ts'
import { errorCodeOf } from '../base/api-errors.ts'
import { Notices } from '../base/notify.tsx'
import { useBrandColour } from '../base/theme.ts'
import { type OwnClients, OwnContext } from '../own/own-clients.ts'
import { ForcedChangePage, type ForcedPasswords } from '../own/password/forced-change-page.tsx'
import { useRecoveryWord } from '../own/recovery/recovery-word.ts'
import { PassDonePage } from '../own/registration/pass-done-page.tsx'
import { RecoveryCodesPage } from '../own/registration/recovery-codes-page.tsx'
import { RegisterPage } from '../own/registration/register-page.tsx'
import { RegistrationGate, type RegistrationStage } from '../own/registration/registration-gate.tsx'
import { FactorPage } from '../own/sign-in/factor-page.tsx'
import { ConfirmationProvider } from '../ui/confirmation-provider.tsx'
import { LoadingPage, UnreachablePage } from '../ui/trouble-page.tsx'
import { AccountPage } from './account-page.tsx'
import { LinkPage, type LinkRun, OpenedLink } from './link-page.tsx'
import { myAccount, myMethods, myRecovery, myRegistration, portalApi, type Welcome } from './portal-api.ts'
import { SignedOut } from './signed-out.tsx'
import { useTouchTargets } from './touch-targets.ts'
import { TrustPage } from './trust-page.tsx'
import { type PortalSessionState, usePortalSession } from './use-portal-session.ts'

const ownClients: OwnClients = {
  account: myAccount,
  recovery: myRecovery,
  registration: myRegistration,
  methods: myMethods,
  copyText: null,
}
const confirm = (password: string) => myAccount.confirm({ password })

/** The page of the portal, with the providers it needs. */
export function Portal() {
  useTouchTargets()
  return (
    <OwnContext value={ownClients}>
      <Addressed />
    </OwnContext>
  )
}

/** Chooses the page: how to trust the portal, a mailed link, the pages before signing in, or those after it. */
function Addressed() {
  const welcome = useQuery(portalApi.myAccount.welcome.queryOptions({ input: {} }))
  useBrandColour(welcome.data?.colour)
  const state = usePortalSession()
  const [link, setLink] = useState<LinkRun | null>(null)
  const word = useRecoveryWord()
  if (welcome.data === undefined) return welcome.error === null ? <LoadingPage /> : <UnreachablePage />
  if (location.pathname === '/trust') return <TrustPage welcome={welcome.data} />
  const { organisation } = welcome.data
  if (location.pathname === '/link') return <LinkPage organisation={organisation} onOpened={setLink} />
  if (link !== null && word === 'forgot') return <OpenedLink run={link} organisation={organisation} />
  return (
    <ConfirmationProvider confirm={confirm}>
      <Pages state={state} welcome={welcome.data} />
      <Notices />
    </ConfirmationProvider>
  )
}

type PagesProps = { readonly state: PortalSessionState; readonly welcome: Welcome }

/** Recovery codes that are shown once, even if a pass had opened the session and that has ended. */
function useShownOnce() {
  const [codes, setCodes] = useState<{ readonly codes: readonly string[]; readonly username: string } | null>(null)
  const [isPassDone, setPassDone] = useState(false)
  return { codes, setCodes, isPassDone, setPassDone }
}

function Pages({ state, welcome }: PagesProps) {
  const { session, failure, start, signOut } = state
  const { organisation } = welcome
  const { codes, setCodes, isPassDone, setPassDone } = useShownOnce()
  const [stage, setStage] = useState<RegistrationStage>('asked')
  const askAnew = useCallback(() => myAccount.current({}).then(start), [start])
  // Ignored here, because the listener hears of the error.
  const onGiven = useCallback(() => askAnew().catch(() => {}), [askAnew])
  if (session === undefined) return <LoadingPage />
  if (codes !== null)
    return <RecoveryCodesPage {...codes} organisation={organisation} onStored={() => setCodes(null)} />
  if (session === null) {
    if (stage !== 'asked') setStage('asked')
    if (isPassDone) return <PassDonePage organisation={organisation} onSignIn={() => setPassDone(false)} />
    return <SignedOut welcome={welcome} hasEnded={state.hasEnded} onSignedIn={start} />
  }
  const onRecoveryCodes = (fresh: readonly string[]) => setCodes({ codes: fresh, username: session.username })
  if (session.factor === 'needed') {
    const prove = async (code: string) => start(await myAccount.proveFactor({ code }))
    return <FactorPage {...{ organisation, failure, prove }} onSignOut={signOut} />
  }
  if (session.factor === 'mustRegister') {
    const onRegistered = (fresh: readonly string[] | null) => {
      if (fresh !== null) onRecoveryCodes(fresh)
      askAnew().catch((error: unknown) => setPassDone(errorCodeOf(error) === 'SIGN_IN_NEEDED'))
    }
    return <RegisterPage {...{ organisation, onRegistered }} onSignOut={signOut} />
  }
  if (session.mustChange)
    return <ForcedChange session={session} failure={failure} onChanged={start} onSignOut={signOut} />
  return (
    <RegistrationGate
      {...{ organisation, stage, onGiven, onRecoveryCodes }}
      isForced={session.mustGiveMethods}
      onStage={setStage}
      onSignOut={signOut}
    >
      <AccountPage {...{ session, organisation, failure, onRecoveryCodes }} onSignOut={signOut} />
    </RegistrationGate>
  )
}

type ForcedChangeProps = {
  readonly session: PortalSession
  readonly failure: unknown
  readonly onChanged: (session: PortalSession) => void
  readonly onSignOut: () => void
}

/** The forced change of the password at the portal, which comes before everything else. */
function ForcedChange({ session, failure, onChanged, onSignOut }: ForcedChangeProps) {
  const { data, error } = useQuery(portalApi.myAccount.passwordRules.queryOptions({ input: {} }))
  const rules = { data: data?.policy, error }
  const organisation = data?.organisation ?? ''
  const change = async (typed: ForcedPasswords) => onChanged(await myAccount.changeForced(typed))
  return <ForcedChangePage {...{ session, organisation, rules, failure, change, onSignOut }} />
}
