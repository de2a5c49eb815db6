import {
  Button,
  Combobox,
  Dropdown,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Option,
  Spinner,
} from '@fluentui/react-components'
import { directoryKind } from '../../shared/directories.ts'
import { directoryNames } from '../../shared/i18n/directory-names.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { Titled } from '../ui/titled.tsx'
import type { PeopleDraft } from './connect-draft.ts'
import { FaultBar } from './fault-bar.tsx'
import { RightsList } from './rights-list.tsx'
import type { PeopleForm } from './use-connect.ts'

const useStyles = makeStyles({ control: { minWidth: 0, width: '100%' } })

type PeoplePartProps = {
  readonly id: string
  readonly form: PeopleForm
  /** The names below which the servers keep entries. */
  readonly bases: readonly string[]
}

/** Whom Keydesk reads and as whom, and what the account may do. */
export function PeoplePart({ id, form, bases }: PeoplePartProps) {
  const { t } = useWords()
  const { draft, change, faults, tested, isBusy } = form
  const isRefused = tested?.fault === 'loginRefused'
  // Said at the field that it is about.
  const isAtField = isRefused || tested?.fault === 'baseUnknown'
  const passwordFault = faults.password === undefined ? '' : t('ui.mustFill')
  return (
    <Titled level={3} title={t('directories.parts.people')}>
      <Form id={id} hasFocus onSubmit={form.connect}>
        <KindField form={form} />
        <BaseField form={form} bases={bases} />
        <TextField
          form={form}
          field="account"
          hint={t(draft.kind === 'activeDirectory' ? 'directories.accountHintDomain' : 'directories.accountHint')}
          maxLength={1024}
        />
        <PasswordField
          label={t('directories.password')}
          value={draft.password}
          onChange={(password) => change({ password })}
          autoComplete="off"
          hint={t('mail.passwordHint')}
          error={isRefused ? t('errors.directoryFault.loginRefused') : passwordFault}
        />
        <TextField form={form} field="name" hint={t('directories.nameHint')} maxLength={64} />
        <FormActions>
          <Button disabledFocusable={isBusy} onClick={form.test}>
            {t('directories.test')}
          </Button>
          {isBusy && <Spinner size="tiny" label={t('directories.testing')} />}
        </FormActions>
        {form.hasToLook && (
          <MessageBar intent="warning" layout="multiline" role="alert">
            <MessageBarBody>{t('directories.lookFirst')}</MessageBarBody>
          </MessageBar>
        )}
        <ErrorBar error={form.error} />
        {tested !== null && tested.fault !== null && !isAtField && <FaultBar fault={tested.fault} />}
        {tested !== null && tested.fault === null && (
          <RightsList
            rights={tested.rights}
            people={tested.people}
            abilities={tested.abilities}
            account={draft.account.trim()}
          />
        )}
      </Form>
    </Titled>
  )
}

type TextFieldProps = {
  readonly form: PeopleForm
  readonly field: Exclude<keyof PeopleDraft, 'kind'>
  readonly hint: string
  readonly maxLength: number
  /** What the directory says about it, in words. */
  readonly fault?: string | null
}

function TextField({ form: { draft, change, faults }, field, hint, maxLength, fault = null }: TextFieldProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { [field]: own } = faults
  const wrong = own === undefined ? fault : t(own === 'taken' ? 'directories.nameTaken' : 'ui.mustFill')
  return (
    <Field
      label={t(`directories.${field}`)}
      hint={hint}
      validationState={wrong === null ? 'none' : 'error'}
      validationMessage={wrong ?? undefined}
    >
      <Input
        className={styles.control}
        value={draft[field]}
        maxLength={maxLength}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={(_, data) => change({ [field]: data.value })}
      />
    </Field>
  )
}

/** The base is a choice where a server offers several, and can always be typed. */
function BaseField({ form, bases }: { readonly form: PeopleForm; readonly bases: readonly string[] }) {
  const { t } = useWords()
  const styles = useStyles()
  const { draft, change, faults, tested } = form
  const unknown = tested?.fault === 'baseUnknown' ? t('errors.directoryFault.baseUnknown') : null
  const wrong = faults.base === undefined ? unknown : t('ui.mustFill')
  const hint = t('directories.baseHint')
  const offered = [...new Set(bases)]
  if (offered.length < 2) return <TextField form={form} field="base" hint={hint} maxLength={1024} fault={unknown} />
  return (
    <Field
      label={t('directories.base')}
      hint={hint}
      validationState={wrong === null ? 'none' : 'error'}
      validationMessage={wrong ?? undefined}
    >
      <Combobox
        freeform
        className={styles.control}
        value={draft.base}
        selectedOptions={offered.filter((one) => one === draft.base)}
        onChange={(event) => change({ base: event.target.value })}
        onOptionSelect={(_, data) => change({ base: data.optionText ?? '' })}
      >
        {offered.map((one) => (
          <Option key={one}>{one}</Option>
        ))}
      </Combobox>
    </Field>
  )
}

/** The kind, which is only asked for where the server doesn't say it itself. */
function KindField({ form: { draft, change, faults } }: { readonly form: PeopleForm }) {
  const { t } = useWords()
  const styles = useStyles()
  const isWrong = faults.kind !== undefined
  return (
    <Field
      label={t('directories.kind')}
      validationState={isWrong ? 'error' : 'none'}
      validationMessage={isWrong ? t('ui.mustFill') : undefined}
    >
      <Dropdown
        className={styles.control}
        value={draft.kind === null ? '' : directoryNames[draft.kind]}
        selectedOptions={draft.kind === null ? [] : [draft.kind]}
        onOptionSelect={(_, data) => change({ kind: directoryKind.parse(data.optionValue) })}
      >
        {directoryKind.options.map((kind) => (
          <Option key={kind} value={kind}>
            {directoryNames[kind]}
          </Option>
        ))}
      </Dropdown>
    </Field>
  )
}
