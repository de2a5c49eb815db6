import { Body1, Button, Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import type { SessionInfo } from '../../shared/sessions.ts'
import type { Status } from '../../shared/settings.ts'
import { client, errorCodeOf } from '../base/api.ts'
import { useAction } from '../base/use-action.ts'
import { stillTrue, useComplaints } from '../base/use-complaints.ts'
import { useErrorText } from '../base/words/errors.ts'
import { useWords, type Words } from '../base/words/words.ts'
import { PasswordRules } from '../own/password/password-rules.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { PlainPage } from '../ui/plain-page.tsx'

type Values = {
  readonly organisation: string
  readonly displayName: string
  readonly username: string
  readonly password: string
  readonly confirmation: string
}
type Errors = { readonly [K in keyof Values]?: string }

export type FirstRun = { readonly recoveryKey: string; readonly token: string; readonly session: SessionInfo }

export type FirstRunPageProps = {
  readonly status: Status
  readonly onCreated: (created: FirstRun) => void
  /** Opens the page that brings an organisation back from a backup. */
  readonly onRestore: () => void
}

const empty: Values = { organisation: '', displayName: '', username: '', password: '', confirmation: '' }

function errorsIn(values: Values, { t }: Words): Errors {
  const isMissing = (name: keyof Values) => (name === 'password' ? values.password : values[name].trim()) === ''
  const missing = (['organisation', 'displayName', 'username', 'password'] as const).filter(isMissing)
  return {
    ...Object.fromEntries(missing.map((name) => [name, t('ui.mustFill')])),
    ...(values.password === values.confirmation ? {} : { confirmation: t('settings.mismatch') }),
  }
}

function useFirstRun(onCreated: (created: FirstRun) => void) {
  const words = useWords()
  const errorText = useErrorText()
  const [values, setValues] = useState(empty)
  const [complaints, complain] = useComplaints<Errors>((name) => values[name])
  const create = async () => {
    const { organisation, displayName, username, password } = values
    onCreated(
      await client.settings.createOrganisation({
        organisation: organisation.trim(),
        displayName: displayName.trim(),
        username: username.trim(),
        password,
        language: words.language,
      }),
    )
  }
  const { run, isBusy, error: failure, clearError } = useAction(create)
  const code = errorCodeOf(failure)
  const isNameRefused = code === 'USERNAME_INVALID' || code === 'USERNAME_TAKEN'
  const found = errorsIn(values, words)
  const errors = stillTrue(complaints, found)

  const submit = async () => {
    complain(found)
    if (Object.keys(found).length === 0) await run()
  }

  return {
    values,
    set: (name: keyof Values) => (value: string) => {
      setValues((now) => ({ ...now, [name]: value }))
      // The complaint about a refused name stays until that name is changed.
      if (!isNameRefused || name === 'username') clearError()
    },
    errors: isNameRefused ? { ...errors, username: errorText(failure) } : errors,
    failure: isNameRefused ? null : failure,
    isBusy,
    submit,
  }
}

type TextFieldProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly autoComplete: string
  readonly error: string | undefined
  readonly hint?: string
  readonly hasFocus?: boolean
}

function TextField({ label, value, onChange, autoComplete, error, hint, hasFocus }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} validationMessage={error} validationState={error === undefined ? 'none' : 'error'}>
      <Input
        value={value}
        autoFocus={hasFocus}
        autoComplete={autoComplete}
        spellCheck={false}
        onChange={(_, data) => onChange(data.value)}
      />
    </Field>
  )
}

/** The first screen of a new data folder: sets up the organisation and its first global admin. */
export function FirstRunPage({ status, onCreated, onRestore }: FirstRunPageProps) {
  const { t } = useWords()
  const { values, set, errors, failure, isBusy, submit } = useFirstRun(onCreated)
  return (
    <PlainPage title={t('settings.welcome')} hasFocus={false}>
      <Body1>{t('settings.welcomeText')}</Body1>
      <Form onSubmit={submit}>
        <ErrorBar error={failure} />
        <TextField
          label={t('settings.organisation')}
          value={values.organisation}
          onChange={set('organisation')}
          autoComplete="organization"
          error={errors.organisation}
          hasFocus
        />
        <TextField
          label={t('settings.yourName')}
          value={values.displayName}
          onChange={set('displayName')}
          autoComplete="name"
          error={errors.displayName}
        />
        <TextField
          label={t('settings.userName')}
          value={values.username}
          onChange={set('username')}
          autoComplete="username"
          error={errors.username}
          hint={t('settings.userNameHint')}
        />
        <FirstPassword values={values} set={set} errors={errors} status={status} />
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {t('settings.createOrganisation')}
          </Button>
          <Button onClick={onRestore}>{t('backup.restore')}</Button>
        </FormActions>
      </Form>
    </PlainPage>
  )
}

type FirstPasswordProps = Pick<ReturnType<typeof useFirstRun>, 'values' | 'set' | 'errors'> & {
  readonly status: Status
}

function FirstPassword({ values, set, errors, status }: FirstPasswordProps) {
  const { t } = useWords()
  const { organisation, username, displayName, password, confirmation } = values
  return (
    <>
      <PasswordField
        label={t('settings.password')}
        value={password}
        onChange={set('password')}
        autoComplete="new-password"
        error={errors.password}
      />
      <PasswordRules
        policy={status.passwordPolicy}
        owner={{ username, displayName, firstName: '', lastName: '' }}
        organisation={organisation}
        password={password}
      />
      <PasswordField
        label={t('settings.confirmPassword')}
        value={confirmation}
        onChange={set('confirmation')}
        autoComplete="new-password"
        error={errors.confirmation}
      />
    </>
  )
}
