import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { errorCodeOf } from '../base/api-errors.ts'
import { Notices } from '../base/notify.tsx'
import { useBrandColour } from '../base/theme.ts'
import { useForgotWord } from '../forgot/forgot-word.ts'
import { PassDonePage } from '../registration/pass-done-page.tsx'
import { RecoveryCodesPage } from '../registration/recovery-codes-page.tsx'
import { RegisterPage } from '../registration/register-page.tsx'
import { RegistrationContext } from '../registration/registration-clients.ts'
import { RegistrationGate, type RegistrationStage } from '../registration/registration-gate.tsx'
import { ConfirmationProvider } from '../ui/confirmation-provider.tsx'
import { LoadingPage, UnreachablePage } from '../ui/trouble-page.tsx'
import { AccountPage } from './account-page.tsx'
import { FactorPage } from './factor-page.tsx'
import { ForcedChangePage } from './forced-change-page.tsx'
import { LinkPage, type LinkRun, OpenedLink } from './link-page.tsx'
import { account, authenticator, portalApi, securityInfo } from './portal-api.ts'
import type { Welcome } from './sign-in-page.tsx'
import { SignedOut } from './signed-out.tsx'
import { useTouchTargets } from './touch-targets.ts'
import { TrustPage } from './trust-page.tsx'
import { type PortalSessionState, usePortalSession } from './use-portal-session.ts'

const clients = { registration: securityInfo, methods: authenticator, copyText: null }
const confirm = (password: string) => account.confirm({ password })

/** Which page of the portal it is: how to trust it, where a mailed link leads, what comes before signing in, or what comes after. */
export function Portal() {
  useTouchTargets()
  const welcome = useQuery(portalApi.account.welcome.queryOptions({ input: {} }))
  useBrandColour(welcome.data?.colour)
  const state = usePortalSession()
  const [link, setLink] = useState<LinkRun | null>(null)
  const word = useForgotWord()
  if (welcome.data === undefined) return welcome.error === null ? <LoadingPage /> : <UnreachablePage />
  if (location.pathname === '/trust') return <TrustPage welcome={welcome.data} />
  const { organisation } = welcome.data
  if (location.pathname === '/link') return <LinkPage organisation={organisation} onOpened={setLink} />
  if (link !== null && word === 'forgot') return <OpenedLink run={link} organisation={organisation} />
  return (
    <RegistrationContext value={clients}>
      <ConfirmationProvider confirm={confirm}>
        <Pages state={state} welcome={welcome.data} />
        <Notices />
      </ConfirmationProvider>
    </RegistrationContext>
  )
}

type PagesProps = { readonly state: PortalSessionState; readonly welcome: Welcome }

/** Codes of somebody whose session a pass had opened are shown although it is over. */
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
  const askAnew = useCallback(() => account.current({}).then(start), [start])
  // A failure tells itself through the listener.
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
  if (session.factor === 'needed')
    return <FactorPage {...{ organisation, failure }} onProved={start} onSignOut={signOut} />
  if (session.factor === 'mustRegister') {
    const onRegistered = (fresh: readonly string[] | null) => {
      if (fresh !== null) onRecoveryCodes(fresh)
      askAnew().catch((error: unknown) => setPassDone(errorCodeOf(error) === 'SIGN_IN_NEEDED'))
    }
    return <RegisterPage {...{ organisation, onRegistered }} onSignOut={signOut} />
  }
  if (session.mustChange)
    return <ForcedChangePage session={session} failure={failure} onChanged={start} onSignOut={signOut} />
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
