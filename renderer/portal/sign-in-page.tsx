import { Button, Field, Input, Link, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import type { PortalSession } from '../../shared/portal-account.ts'
import { useWords } from '../app/words.ts'
import { ForgotLinks } from '../forgot/links.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { account } from './portal-api.ts'

export type Welcome = Awaited<ReturnType<typeof account.welcome>>

export type SignInPageProps = {
  readonly username: string
  readonly onUsername: (username: string) => void
  readonly welcome: Welcome
  readonly hasEnded: boolean
  readonly onSignedIn: (session: PortalSession) => void
}

function useSignIn({ username, onSignedIn }: SignInPageProps) {
  const [password, setPassword] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const usernameInput = useRef<HTMLInputElement>(null)
  const passwordInput = useRef<HTMLInputElement>(null)
  const submit = async () => {
    if (isBusy) return
    if (username.trim() === '') return usernameInput.current?.focus()
    if (password === '') return passwordInput.current?.focus()
    setIsBusy(true)
    try {
      onSignedIn(await account.signIn({ username: username.trim(), password }))
    } catch (failure) {
      setError(failure)
      setPassword('')
      setIsBusy(false)
      passwordInput.current?.focus()
    }
  }
  return { usernameInput, password, setPassword, passwordInput, error, isBusy, submit }
}

/** The first page of the portal; a refused sign-in is one sentence, alike whatever was wrong. */
export function SignInPage(props: SignInPageProps) {
  const { welcome, hasEnded, username, onUsername } = props
  const { t } = useWords()
  const form = useSignIn(props)
  const [isNamed] = useState(username !== '')
  return (
    <PlainPage title={t('sessions.signIn')} organisation={welcome.organisation} hasFocus={false}>
      <Form onSubmit={() => void form.submit()}>
        {hasEnded && form.error === null && (
          <MessageBar intent="info" layout="multiline" role="status">
            <MessageBarBody>{t('sessions.ended')}</MessageBarBody>
          </MessageBar>
        )}
        <ErrorBar error={form.error} />
        <Field label={t('sessions.userName')}>
          <Input
            ref={form.usernameInput}
            value={username}
            type="email"
            autoFocus={!isNamed}
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(_, data) => onUsername(data.value)}
          />
        </Field>
        <PasswordField
          label={t('sessions.password')}
          value={form.password}
          onChange={form.setPassword}
          autoComplete="current-password"
          inputRef={form.passwordInput}
          hasFocus={isNamed}
        />
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={form.isBusy}>
            {t('sessions.signIn')}
          </Button>
        </FormActions>
      </Form>
      <ForgotLinks>
        {welcome.authorityFingerprint !== null && <Link href="/trust">{t('portal.trustLink')}</Link>}
      </ForgotLinks>
    </PlainPage>
  )
}
