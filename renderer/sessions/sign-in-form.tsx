import { Button, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import type { SessionInfo } from '../../shared/sessions.ts'
import { client } from '../app/api.ts'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'

export type SignInFormProps = {
  readonly hasEnded: boolean
  readonly onSignedIn: (ticket: { readonly token: string; readonly session: SessionInfo }) => void
}

function useSignIn(onSignedIn: SignInFormProps['onSignedIn']) {
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
      onSignedIn(await client.sessions.signIn({ username: username.trim(), password }))
    } catch (failure) {
      setError(failure)
      setPassword('')
      setIsBusy(false)
      passwordInput.current?.focus()
    }
  }

  return { username, setUsername, usernameInput, password, setPassword, passwordInput, error, isBusy, submit }
}

/** User name and password; a failure is one sentence, alike whatever was wrong. */
export function SignInForm({ hasEnded, onSignedIn }: SignInFormProps) {
  const { t } = useWords()
  const { username, setUsername, usernameInput, password, setPassword, passwordInput, error, isBusy, submit } =
    useSignIn(onSignedIn)

  return (
    <Form onSubmit={submit}>
      {hasEnded && error === null && (
        <MessageBar intent="info" layout="multiline" role="status">
          <MessageBarBody>{t('sessions.ended')}</MessageBarBody>
        </MessageBar>
      )}
      <ErrorBar error={error} />
      <Field label={t('sessions.userName')}>
        <Input
          ref={usernameInput}
          value={username}
          autoFocus
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(_, data) => setUsername(data.value)}
        />
      </Field>
      <PasswordField
        label={t('sessions.password')}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        inputRef={passwordInput}
      />
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
          {t('sessions.signIn')}
        </Button>
      </FormActions>
    </Form>
  )
}
