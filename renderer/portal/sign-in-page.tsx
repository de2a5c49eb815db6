import { Link } from '@fluentui/react-components'
import type { PortalSession } from '../../shared/portal-account.ts'
import { useWords } from '../base/words/words.ts'
import { ForgotLinks } from '../forgot/links.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { SignInFields, type SignInFieldsProps } from '../ui/sign-in-fields.tsx'
import { account } from './portal-api.ts'

export type Welcome = Awaited<ReturnType<typeof account.welcome>>

export type SignInPageProps = Omit<SignInFieldsProps, 'signIn' | 'type'> & {
  readonly welcome: Welcome
  readonly onSignedIn: (session: PortalSession) => void
}

/** The first page of the portal. */
export function SignInPage({ welcome, onSignedIn, ...form }: SignInPageProps) {
  const { t } = useWords()
  return (
    <PlainPage title={t('sessions.signIn')} organisation={welcome.organisation} hasFocus={false}>
      <SignInFields {...form} type="email" signIn={async (typed) => onSignedIn(await account.signIn(typed))} />
      <ForgotLinks>
        {welcome.authorityFingerprint !== null && <Link href="/trust">{t('portal.trustLink')}</Link>}
      </ForgotLinks>
    </PlainPage>
  )
}
