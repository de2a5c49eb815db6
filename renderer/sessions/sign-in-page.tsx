import type { ReactNode } from 'react'
import { useWords } from '../base/words/words.ts'
import { PlainPage } from '../ui/plain-page.tsx'
import { SignInForm, type SignInFormProps } from './sign-in-form.tsx'

export type SignInPageProps = SignInFormProps & {
  readonly organisation: string
  /** Ways out for somebody who can't sign in. */
  readonly links: ReactNode
}

/** The first screen of everybody who has an account. */
export function SignInPage({ organisation, links, ...form }: SignInPageProps) {
  const { t } = useWords()
  return (
    <PlainPage title={t('sessions.signIn')} organisation={organisation} hasFocus={false}>
      <SignInForm {...form} />
      {links}
    </PlainPage>
  )
}
