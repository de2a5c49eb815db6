import { Button, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import type { SessionInfo } from '../../shared/sessions.ts'
import { client } from '../app/api.ts'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'

export type SignInFormProps = {
  /** Kept by whoever shows the form, so that it is there again after **Forgot password?**. */
  readonly username: string
  readonly onUsername: (username: string) => void
  readonly hasEnded: boolean
  readonly onSignedIn: (ticket: { readonly token: string; readonly session: SessionInfo }) => void
}

function useSignIn({ username, onSignedIn }: SignInFormProps) {
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

  return { usernameInput, password, setPassword, passwordInput, error, isBusy, submit }
}

/** User name and password; a failure is one sentence, alike whatever was wrong. */
export function SignInForm(props: SignInFormProps) {
  const { hasEnded, username, onUsername } = props
  const { t } = useWords()
  const { usernameInput, password, setPassword, passwordInput, error, isBusy, submit } = useSignIn(props)
  const [isNamed] = useState(username !== '')

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
          autoFocus={!isNamed}
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(_, data) => onUsername(data.value)}
        />
      </Field>
      <PasswordField
        label={t('sessions.password')}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        inputRef={passwordInput}
        hasFocus={isNamed}
      />
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
          {t('sessions.signIn')}
        </Button>
      </FormActions>
    </Form>
  )
}
