import { Body1, Button } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { PasswordOwner } from '../../shared/rules/password-rules.ts'
import { api, client } from '../base/api.ts'
import { useSettings } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { NewPasswordFields } from '../ui/new-password-fields.tsx'
import { Panel } from '../ui/panel.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { useOwnChange } from '../ui/use-own-change.ts'

export type ChangePasswordPanelProps = {
  readonly owner: PasswordOwner
  readonly onChanged: () => void
  readonly onClose: () => void
}

/** The person's own change, with the current password (OWASP ASVS 6.2.3). */
export function ChangePasswordPanel({ owner, onChanged, onClose }: ChangePasswordPanelProps) {
  const { t } = useWords()
  const { organisation } = useSettings()
  const form = useOwnChange((typed) => client.passwords.change(typed), onChanged)
  const { fields, current, setCurrent, currentInput, currentError, error, isBusy, submit } = form
  const policy = useQuery(api.passwords.policy.queryOptions({ input: {} }))

  return (
    <Panel isOpen size="small" title={t('sessions.changePassword')} onClose={onClose}>
      <Body1>{t('sessions.changeText')}</Body1>
      <Form onSubmit={submit}>
        <ErrorBar error={error ?? policy.error} />
        <PasswordField
          label={t('sessions.currentPassword')}
          value={current}
          onChange={setCurrent}
          autoComplete="current-password"
          error={currentError}
          inputRef={currentInput}
          hasFocus
        />
        <NewPasswordFields
          fields={fields}
          policy={policy.error === null ? policy.data : null}
          owner={owner}
          organisation={organisation}
        />
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {t('sessions.savePassword')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </FormActions>
      </Form>
    </Panel>
  )
}
