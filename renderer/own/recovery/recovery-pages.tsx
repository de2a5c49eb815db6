import { useQuery } from '@tanstack/react-query'
import { type OwnClients, useOwnClients } from '../own-clients.ts'
import { AskedPage } from './pages/asked-page.tsx'
import { CheckPage } from './pages/check-page.tsx'
import { CodePage } from './pages/code-page.tsx'
import { DonePage, GonePage, UnlockPage } from './pages/end-pages.tsx'
import { HelpPage } from './pages/help-page.tsx'
import { MethodsPage } from './pages/methods-page.tsx'
import { PasswordPage } from './pages/password-page.tsx'
import { StartPage } from './pages/start-page.tsx'
import type { RecoveryWord } from './recovery-word.ts'
import { type StartingPoint, useWizard, type Wizard } from './use-wizard.ts'

export type RecoveryPagesProps = {
  readonly word: RecoveryWord
  readonly organisation: string
  /** Typed here or on the sign-in page; the sign-in page shows it again afterwards. */
  readonly username: string
  readonly onUsername: (username: string) => void
  /** A run that begins in the middle, because a mailed link has already proved something. */
  readonly start?: StartingPoint
}

export type PageProps = Pick<RecoveryPagesProps, 'organisation' | 'username' | 'onUsername'> & {
  readonly wizard: Wizard
  readonly offer: Awaited<ReturnType<OwnClients['recovery']['offer']>> | undefined
  readonly offerError: unknown
}

/** **Forgot password?** before signing in, at the desk and at the portal. Leaving the pages drops everything except the user name. */
export function RecoveryPages(props: RecoveryPagesProps) {
  return <Pages key={props.word} {...props} />
}

function Pages({ word, start, ...typed }: RecoveryPagesProps) {
  const client = useOwnClients().recovery
  const first = word === 'request' ? 'check' : start === undefined ? 'start' : 'methods'
  const wizard = useWizard({ first, start, username: typed.username })
  const { data: offer, error: offerError } = useQuery({
    queryKey: ['recovery', 'offer'],
    queryFn: () => client.offer({}),
  })
  const page = { ...typed, wizard, offer, offerError }
  const { state } = wizard.run ?? {}
  switch (wizard.page) {
    case 'start':
      return <StartPage {...page} />
    case 'methods':
      return <MethodsPage key={state?.proved.length} {...page} />
    case 'code':
      return <CodePage key={`${wizard.method} ${state?.proved.length}`} {...page} />
    case 'password':
      return <PasswordPage {...page} />
    case 'unlock':
      return <UnlockPage {...page} />
    case 'done':
    case 'unlocked':
      return <DonePage {...page} />
    case 'gone':
      return <GonePage {...page} />
    case 'help':
      return <HelpPage {...page} />
    case 'helpAsked':
      return <AskedPage {...page} />
    case 'check':
      return <CheckPage {...page} />
  }
}
