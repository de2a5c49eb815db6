import { useQuery } from '@tanstack/react-query'
import { Notices } from '../app/notify.tsx'
import { useBrandColour } from '../app/theme.ts'
import { LoadingPage, UnreachablePage } from '../app/trouble-page.tsx'
import { AccountPage } from './account-page.tsx'
import { FactorPage, RegisterElsewherePage } from './factor-page.tsx'
import { ForcedChangePage } from './forced-change-page.tsx'
import { portalApi } from './portal-api.ts'
import { SignInPage } from './sign-in-page.tsx'
import { useTouchTargets } from './touch-targets.ts'
import { TrustPage } from './trust-page.tsx'
import { usePortalSession } from './use-portal-session.ts'

/** Which page of the portal it is: how to trust it, sign-in, forced change, or my account. */
export function Portal() {
  useTouchTargets()
  const welcome = useQuery(portalApi.account.welcome.queryOptions({ input: {} }))
  useBrandColour(welcome.data?.colour)
  const state = usePortalSession()
  const { session, failure, start, signOut } = state
  if (welcome.data === undefined) return welcome.error === null ? <LoadingPage /> : <UnreachablePage />
  if (location.pathname === '/trust') return <TrustPage welcome={welcome.data} />
  if (session === undefined) return <LoadingPage />
  if (session === null) return <SignInPage welcome={welcome.data} hasEnded={state.hasEnded} onSignedIn={start} />
  const { organisation } = welcome.data
  if (session.factor === 'needed')
    return <FactorPage {...{ organisation, failure }} onProved={start} onSignOut={signOut} />
  if (session.factor === 'mustRegister')
    return <RegisterElsewherePage {...{ organisation, failure }} onSignOut={signOut} />
  if (session.mustChange)
    return <ForcedChangePage session={session} failure={failure} onChanged={start} onSignOut={signOut} />
  return (
    <>
      <AccountPage session={session} organisation={organisation} failure={failure} onSignOut={signOut} />
      <Notices />
    </>
  )
}
