import { Body1, Button } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MyDetails } from '../../shared/portal-account.ts'
import { useNotify } from '../base/notify.tsx'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { NewPasswordFields } from '../ui/new-password-fields.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { useOwnChange } from '../ui/use-own-change.ts'
import { Card } from './card.tsx'
import { account, portalApi } from './portal-api.ts'

/** How things stand with the password, and the way to another one. */
export function PasswordSection({ me }: { readonly me: MyDetails }) {
  const { t, formatDateTime } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const [isChanging, setIsChanging] = useState(false)
  const changed = () => {
    setIsChanging(false)
    notify(t('sessions.changed'))
    void queries.invalidateQueries({ queryKey: portalApi.account.myDetails.key() })
    void queries.invalidateQueries({ queryKey: portalApi.account.mySessions.key() })
  }
  const expires = me.passwordExpiresAt === null ? t('sessions.never') : formatDateTime(me.passwordExpiresAt)
  return (
    <Card title={t('sessions.password')}>
      <Body1>{`${t(`states.${me.passwordState}`)} · ${t('sessions.passwordExpiresAt')}: ${expires}`}</Body1>
      {isChanging ? (
        <ChangeForm me={me} onChanged={changed} onCancel={() => setIsChanging(false)} />
      ) : (
        <FormActions>
          <Button appearance="primary" onClick={() => setIsChanging(true)}>
            {t('sessions.changePassword')}
          </Button>
        </FormActions>
      )}
    </Card>
  )
}

type ChangeFormProps = { readonly me: MyDetails; readonly onChanged: () => void; readonly onCancel: () => void }

/** The person's own change, with the current password (OWASP ASVS 6.2.3). */
function ChangeForm({ me, onChanged, onCancel }: ChangeFormProps) {
  const { t } = useWords()
  const form = useOwnChange((typed) => account.change(typed), onChanged)
  const rules = useQuery(portalApi.account.passwordRules.queryOptions({ input: {} }))
  return (
    <Form onSubmit={() => void form.submit()}>
      <Body1>{t('sessions.changeText')}</Body1>
      <ErrorBar error={form.error ?? rules.error} />
      <input type="text" hidden readOnly autoComplete="username" value={me.username} />
      <PasswordField
        label={t('sessions.currentPassword')}
        value={form.current}
        onChange={form.setCurrent}
        autoComplete="current-password"
        error={form.currentError}
        inputRef={form.currentInput}
        hasFocus
      />
      <NewPasswordFields
        fields={form.fields}
        policy={rules.error === null ? rules.data?.policy : null}
        owner={me}
        organisation={rules.data?.organisation ?? ''}
      />
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={form.isBusy}>
          {t('sessions.savePassword')}
        </Button>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
      </FormActions>
    </Form>
  )
}
