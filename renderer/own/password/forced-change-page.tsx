import { Body1, Button } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import { errorCodeOf } from '../../base/api-errors.ts'
import { useAction } from '../../base/use-action.ts'
import { useErrorText } from '../../base/words/errors.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'
import { type AskedRules, NewPasswordFields } from './new-password-fields.tsx'
import { useNewPassword } from './use-new-password.ts'

/** What the person types; the current password only where a directory changes it by that one. */
export type ForcedPasswords = { readonly currentPassword?: string; readonly newPassword: string }

export type ForcedChangePageProps = {
  readonly session: { readonly username: string; readonly displayName: string; readonly isInDirectory: boolean }
  readonly organisation: string
  readonly rules: AskedRules
  /** Why signing out did not work. */
  readonly failure?: unknown
  /** Changes the password at the door of this page, and goes on. */
  readonly change: (typed: ForcedPasswords) => Promise<unknown>
  readonly onSignOut: () => void
}

/** After signing in with a temporary, expired or must-change password: a new password must be chosen before anything else. */
export function ForcedChangePage(props: ForcedChangePageProps) {
  const { session, organisation, rules, failure = null, change, onSignOut } = props
  const { t } = useWords()
  const errorText = useErrorText()
  const { isInDirectory } = session
  const fields = useNewPassword()
  const [current, setCurrent] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const currentInput = useRef<HTMLInputElement>(null)
  const changing = useAction(
    () => change({ newPassword: fields.value, ...(isInDirectory && { currentPassword: current }) }),
    (failure) => {
      if (errorCodeOf(failure) !== 'WRONG_PASSWORD') return
      setCurrent('')
      currentInput.current?.focus()
    },
  )
  const isWrong = errorCodeOf(changing.error) === 'WRONG_PASSWORD'
  const missing = isWrong ? errorText(changing.error) : isChecked ? t('ui.mustFill') : ''
  // The contact names can't be read before the change; the service knows them and enforces the rule about names.
  const owner = { username: session.username, displayName: session.displayName, firstName: '', lastName: '' }

  const submit = async () => {
    setIsChecked(true)
    const isFilled = fields.check() && (!isInDirectory || current !== '')
    if (!changing.isBusy && isFilled) await changing.run()
  }

  return (
    <PlainPage title={t('sessions.forcedTitle')} organisation={organisation} hasFocus={false}>
      <Body1>{t('sessions.forcedText')}</Body1>
      <Form onSubmit={() => void submit()}>
        <ErrorBar error={(isWrong ? null : changing.error) ?? failure ?? rules.error} />
        {/* Tells a password manager whose password this is. */}
        <input type="text" hidden readOnly autoComplete="username" value={session.username} />
        {isInDirectory && (
          <PasswordField
            label={t('sessions.currentPassword')}
            value={current}
            onChange={setCurrent}
            autoComplete="current-password"
            error={current === '' ? missing : ''}
            inputRef={currentInput}
            hasFocus
          />
        )}
        <NewPasswordFields {...{ fields, rules, owner, organisation }} hasFocus={!isInDirectory} />
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={changing.isBusy}>
            {t('sessions.savePassword')}
          </Button>
          <Button onClick={onSignOut}>{t('sessions.signOut')}</Button>
        </FormActions>
      </Form>
    </PlainPage>
  )
}
