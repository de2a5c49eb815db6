import { useWords } from '../app/words.ts'
import { PlainPage } from '../ui/plain-page.tsx'
import { SignInForm, type SignInFormProps } from './sign-in-form.tsx'

/** The first screen of everybody who has an account. */
export function SignInPage({ organisation, ...form }: SignInFormProps & { readonly organisation: string }) {
  const { t } = useWords()
  return (
    <PlainPage title={t('sessions.signIn')} organisation={organisation} hasFocus={false}>
      <SignInForm {...form} />
    </PlainPage>
  )
}
