import type { ReactNode } from 'react'
import { useWords } from '../../base/words/words.ts'
import { PlainPage } from '../../ui/plain-page.tsx'
import { RecoveryLinks } from '../recovery/links.tsx'
import { SignInFields, type SignInFieldsProps } from './sign-in-fields.tsx'

export type SignInPageProps = SignInFieldsProps & {
  readonly organisation: string
  /** What somebody needs to know before signing in. */
  readonly notice?: ReactNode
  /** Further links for somebody who can't sign in. */
  readonly children?: ReactNode
}

/** The page to sign in. */
export function SignInPage({ organisation, notice, children, ...fields }: SignInPageProps) {
  const { t } = useWords()
  return (
    <PlainPage title={t('sessions.signIn')} organisation={organisation} hasFocus={false}>
      {notice}
      <SignInFields {...fields} />
      <RecoveryLinks>{children}</RecoveryLinks>
    </PlainPage>
  )
}
