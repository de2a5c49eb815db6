import { Link } from '@fluentui/react-components'
import { useState } from 'react'
import type { PortalSession } from '../../shared/account.ts'
import { useWords } from '../base/words/words.ts'
import { RecoveryPages } from '../own/recovery/recovery-pages.tsx'
import { useRecoveryWord } from '../own/recovery/recovery-word.ts'
import { SignInPage } from '../own/sign-in/sign-in-page.tsx'
import { myAccount, type Welcome } from './portal-api.ts'

type SignedOutProps = {
  readonly welcome: Welcome
  readonly hasEnded: boolean
  readonly onSignedIn: (session: PortalSession) => void
}

/** The pages before signing in: the sign-in page, or those of **Forgot password?** with the same user name. */
export function SignedOut({ welcome, hasEnded, onSignedIn }: SignedOutProps) {
  const { t } = useWords()
  const [username, onUsername] = useState('')
  const word = useRecoveryWord()
  const typed = { username, onUsername }
  const { organisation, authorityFingerprint } = welcome
  if (word !== null) return <RecoveryPages {...{ word, organisation, ...typed }} />
  return (
    <SignInPage
      {...{ organisation, hasEnded, ...typed }}
      type="email"
      signIn={async (fields) => onSignedIn(await myAccount.signIn(fields))}
    >
      {authorityFingerprint !== null && <Link href="/trust">{t('portal.trustLink')}</Link>}
    </SignInPage>
  )
}
