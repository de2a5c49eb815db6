import { Body1, Button } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import type { PasswordOwner } from '../../../shared/rules/password-rules.ts'
import { errorCodeOf } from '../../base/api-errors.ts'
import { useAction } from '../../base/use-action.ts'
import { useErrorText } from '../../base/words/errors.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useOwnClients } from '../own-clients.ts'
import { type AskedRules, NewPasswordFields } from './new-password-fields.tsx'
import { useNewPassword } from './use-new-password.ts'

function useOwnChange(onChanged: () => void) {
  const { account } = useOwnClients()
  const { t } = useWords()
  const errorText = useErrorText()
  const fields = useNewPassword()
  const [current, setCurrent] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const currentInput = useRef<HTMLInputElement>(null)
  const change = async () => {
    await account.change({ currentPassword: current, newPassword: fields.value })
    onChanged()
  }
  const { run, isBusy, error } = useAction(change, (failure) => {
    if (errorCodeOf(failure) !== 'WRONG_PASSWORD') return
    setCurrent('')
    currentInput.current?.focus()
  })
  const isWrong = errorCodeOf(error) === 'WRONG_PASSWORD'
  const missing = isWrong ? errorText(error) : isChecked ? t('ui.mustFill') : ''
  const submit = async () => {
    setIsChecked(true)
    if (!fields.check() || current === '') return
    await run()
  }
  const currentError = current === '' ? missing : ''
  return { fields, current, setCurrent, currentInput, currentError, error: isWrong ? null : error, isBusy, submit }
}

export type OwnChangeFormProps = {
  readonly owner: PasswordOwner
  readonly organisation: string
  readonly rules: AskedRules
  readonly onChanged: () => void
  readonly onCancel: () => void
}

/** The person's own change of the password, with the current password (OWASP ASVS 6.2.3). */
export function OwnChangeForm({ owner, organisation, rules, onChanged, onCancel }: OwnChangeFormProps) {
  const { t } = useWords()
  const form = useOwnChange(onChanged)
  return (
    <Form onSubmit={() => void form.submit()}>
      <Body1>{t('sessions.changeText')}</Body1>
      <ErrorBar error={form.error ?? rules.error} />
      {/* Tells a password manager whose password this is. */}
      <input type="text" hidden readOnly autoComplete="username" value={owner.username} />
      <PasswordField
        label={t('sessions.currentPassword')}
        value={form.current}
        onChange={form.setCurrent}
        autoComplete="current-password"
        error={form.currentError}
        inputRef={form.currentInput}
        hasFocus
      />
      <NewPasswordFields {...{ rules, owner, organisation }} fields={form.fields} />
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={form.isBusy}>
          {t('sessions.savePassword')}
        </Button>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
      </FormActions>
    </Form>
  )
}
