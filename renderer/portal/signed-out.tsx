import { useState } from 'react'
import { ForgotPages } from '../forgot/forgot-pages.tsx'
import { useForgotWord } from '../forgot/forgot-word.ts'
import { forgotPassword } from './portal-api.ts'
import { SignInPage, type SignInPageProps } from './sign-in-page.tsx'

/** Before signing in: the sign-in page, or the pages of **Forgot password?** with the same user name. */
export function SignedOut(props: Omit<SignInPageProps, 'username' | 'onUsername'>) {
  const [username, onUsername] = useState('')
  const word = useForgotWord()
  const typed = { username, onUsername }
  const { organisation } = props.welcome
  if (word === null) return <SignInPage {...props} {...typed} />
  return <ForgotPages {...{ word, organisation, ...typed }} client={forgotPassword} />
}
