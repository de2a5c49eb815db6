import { Button, Field, Input, Link, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import type { PortalSession } from '../../shared/portal-account.ts'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { account } from './portal-api.ts'

export type Welcome = Awaited<ReturnType<typeof account.welcome>>

const useStyles = makeStyles({
  links: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalXL },
})

export type SignInPageProps = {
  readonly welcome: Welcome
  readonly hasEnded: boolean
  readonly onSignedIn: (session: PortalSession) => void
}

function useSignIn(onSignedIn: SignInPageProps['onSignedIn']) {
  const [username, setUsername] = useState('')
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
  return { username, setUsername, usernameInput, password, setPassword, passwordInput, error, isBusy, submit }
}

/** The first page of the portal; a refused sign-in is one sentence, alike whatever was wrong. */
export function SignInPage({ welcome, hasEnded, onSignedIn }: SignInPageProps) {
  const { t } = useWords()
  const styles = useStyles()
  const form = useSignIn(onSignedIn)
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
            value={form.username}
            type="email"
            autoFocus
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(_, data) => form.setUsername(data.value)}
          />
        </Field>
        <PasswordField
          label={t('sessions.password')}
          value={form.password}
          onChange={form.setPassword}
          autoComplete="current-password"
          inputRef={form.passwordInput}
        />
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={form.isBusy}>
            {t('sessions.signIn')}
          </Button>
        </FormActions>
      </Form>
      <div className={styles.links}>
        {welcome.authorityFingerprint !== null && <Link href="/trust">{t('portal.trustLink')}</Link>}
      </div>
    </PlainPage>
  )
}
