import {
  Body1,
  Button,
  Checkbox,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  Switch,
  tokens,
} from '@fluentui/react-components'
import type { TFunction } from 'i18next'
import { useController } from 'react-hook-form'
import { type MailSettings, mailSecurity } from '../../shared/mail.ts'
import { useMay, useSettings } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { type ServerFault, withSecurity } from './server-draft.ts'
import type { ServerForm } from './use-server-draft.ts'

const useStyles = makeStyles({ port: { maxWidth: '160px' }, save: { paddingTop: tokens.spacingVerticalXS } })

function faultText(t: TFunction, fault: ServerFault | undefined): string | undefined {
  switch (fault) {
    case undefined:
      return undefined
    case 'host':
      return t('mail.hostInvalid')
    case 'port':
      return t('settings.numberRange', { from: 1, to: 65_535 })
    case 'name':
      return t('mail.nameInvalid')
    case 'password':
      return t('errors.MAIL_PASSWORD_NEEDED')
    case 'weak':
      return t('mail.allowWeakNeeded')
    default:
      return t(`mail.addressFaults.${fault}`)
  }
}

type FieldsProps = { readonly form: ServerForm }
type TextName = 'host' | 'port' | 'username' | 'senderAddress' | 'senderName'
type TextProps = FieldsProps & { readonly name: TextName; readonly hint?: string; readonly className?: string }

function TextField({ form, name, hint, className }: TextProps) {
  const { t } = useWords()
  const { field } = useController({ control: form.control, name })
  const fault = faultText(t, form.faults[name])
  return (
    <Field
      label={t(`mail.${name}`)}
      hint={hint}
      validationState={fault === undefined ? 'none' : 'error'}
      validationMessage={fault}
    >
      <Input
        className={className}
        value={field.value}
        inputMode={name === 'port' ? 'numeric' : undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={(_, data) => field.onChange(data.value)}
      />
    </Field>
  )
}

function SecurityFields({ form }: FieldsProps) {
  const { t } = useWords()
  const { control, draft, change, faults } = form
  const { field } = useController({ control, name: 'isWeakAllowed' })
  const fault = faultText(t, faults.isWeakAllowed)
  return (
    <>
      <Field label={t('mail.security')}>
        <RadioGroup
          value={draft.security}
          onChange={(_, data) => change(withSecurity(draft, mailSecurity.parse(data.value)))}
        >
          {mailSecurity.options.map((option) => (
            <Radio key={option} value={option} label={t(`mail.securities.${option}`)} />
          ))}
        </RadioGroup>
      </Field>
      {draft.security === 'none' && (
        <>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('mail.weak')}</MessageBarBody>
          </MessageBar>
          <Field validationState={fault === undefined ? 'none' : 'error'} validationMessage={fault}>
            <Checkbox
              label={t('mail.allowWeak')}
              checked={field.value}
              onChange={(_, data) => field.onChange(data.checked === true)}
            />
          </Field>
        </>
      )}
    </>
  )
}

/** The fields of the mail server; one Save button stores them all. */
export function ServerFields({ form, stored }: FieldsProps & { readonly stored: MailSettings }) {
  const { t } = useWords()
  const styles = useStyles()
  const { organisation } = useSettings()
  const mayChange = useMay('vault.manage')
  const { control, draft, faults, isBusy, isChanged, error, save } = form
  const { field: isOn } = useController({ control, name: 'isOn' })
  const { field: password } = useController({ control, name: 'password' })
  return (
    <Form onSubmit={save}>
      {!mayChange && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('mail.onlyGlobal')}</MessageBarBody>
        </MessageBar>
      )}
      <Field hint={t('mail.isOnHint')}>
        <Switch label={t('mail.isOn')} checked={isOn.value} onChange={(_, data) => isOn.onChange(data.checked)} />
      </Field>
      <TextField form={form} name="host" hint={t('mail.hostHint')} />
      <SecurityFields form={form} />
      <TextField form={form} name="port" className={styles.port} />
      <TextField form={form} name="username" hint={t('mail.usernameHint')} />
      <PasswordField
        label={t('mail.password')}
        value={password.value}
        onChange={password.onChange}
        autoComplete="off"
        hint={stored.hasPassword ? t('mail.passwordKept') : t('mail.passwordHint')}
        error={faultText(t, faults.password)}
        isDisabled={draft.username.trim() === ''}
      />
      <TextField form={form} name="senderAddress" hint={t('mail.senderAddressHint')} />
      <TextField form={form} name="senderName" hint={t('mail.senderNameHint', { organisation })} />
      <ErrorBar error={error} />
      <div className={styles.save}>
        {isChanged && <Body1 role="status">{t('settings.unsaved')}</Body1>}
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy || !isChanged || !mayChange}>
            {t('common.save')}
          </Button>
        </FormActions>
      </div>
    </Form>
  )
}
