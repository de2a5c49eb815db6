import { Body1, Button } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import type { SessionInfo } from '../../shared/sessions.ts'
import { client } from '../base/api.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { PlainPage } from '../ui/plain-page.tsx'

export type LockScreenProps = {
  readonly session: SessionInfo
  readonly organisation: string
  readonly onUnlocked: (session: SessionInfo) => void
  readonly onSignOut: () => void
}

/** Replaces the content of the page, so that nothing of it is left in the document. */
export function LockScreen({ session, organisation, onUnlocked, onSignOut }: LockScreenProps) {
  const { t } = useWords()
  const [password, setPassword] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const { run, error, isBusy } = useAction(async () => {
    try {
      onUnlocked(await client.sessions.unlock({ password }))
    } catch (failure) {
      setPassword('')
      input.current?.focus()
      throw failure
    }
  })

  const submit = async () => {
    if (password === '' && !isBusy) return input.current?.focus()
    await run()
  }

  return (
    <PlainPage title={t('sessions.lockedTitle')} organisation={organisation} hasFocus={false}>
      <Body1>{t('sessions.lockedText', { name: `${session.displayName} (${session.username})` })}</Body1>
      <Form onSubmit={submit}>
        <ErrorBar error={error} />
        <PasswordField
          label={t('sessions.password')}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          hasFocus
          inputRef={input}
        />
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {t('sessions.unlock')}
          </Button>
          <Button onClick={onSignOut}>{t('sessions.signOut')}</Button>
        </FormActions>
      </Form>
    </PlainPage>
  )
}
