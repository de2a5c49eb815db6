import { Button, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import { useAction } from '../../base/use-action.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'

export type SignInFieldsProps = {
  /** Kept by the parent, so that it is still there after **Forgot password?**. */
  readonly username: string
  readonly onUsername: (username: string) => void
  readonly hasEnded: boolean
  /** Decides which keyboard a phone shows. */
  readonly type?: 'email' | 'text'
  /** Signs in at the door of this page. */
  readonly signIn: (typed: { readonly username: string; readonly password: string }) => Promise<void>
}

function useSignIn({ username, signIn }: SignInFieldsProps) {
  const [password, setPassword] = useState('')
  const usernameInput = useRef<HTMLInputElement>(null)
  const passwordInput = useRef<HTMLInputElement>(null)
  const { run, isBusy, error } = useAction(signIn, () => {
    setPassword('')
    passwordInput.current?.focus()
  })

  const submit = async () => {
    if (username.trim() === '') return usernameInput.current?.focus()
    if (password === '') return passwordInput.current?.focus()
    await run({ username: username.trim(), password })
  }

  return { usernameInput, password, setPassword, passwordInput, error, isBusy, submit }
}

/** User name and password. A failure is one sentence, the same whatever was wrong. */
export function SignInFields(props: SignInFieldsProps) {
  const { hasEnded, username, onUsername, type = 'text' } = props
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
          type={type}
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
