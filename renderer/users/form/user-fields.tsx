import { Field, Input, makeStyles, Textarea, tokens, typographyStyles } from '@fluentui/react-components'
import { fieldLabel } from '../../../shared/i18n/field-name.ts'
import type { ContactField } from '../../../shared/users.ts'
import { fieldFaultText } from '../../base/words/field-words.ts'
import { useWords } from '../../base/words/words.ts'
import { LanguageField } from '../../ui/language-field.tsx'
import { type FormFaults, type FormField, fieldValue, type UserDraft, withValue } from './user-form.ts'

const useStyles = makeStyles({
  group: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  legend: { ...typographyStyles.subtitle2, padding: 0, marginBottom: tokens.spacingVerticalS },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(14rem, 100%), 1fr))',
    gap: tokens.spacingVerticalM,
    // A complaint lengthens its own field only, not the one beside it.
    alignItems: 'start',
  },
  wide: { gridColumn: '1 / -1' },
})

type FieldsProps = {
  readonly form: UserDraft
  readonly faults: FormFaults
  readonly onChange: (form: UserDraft) => void
  /** Why a field can't be changed; null for one that can. */
  readonly whyNot: (field: FormField) => string | null
}

const required: readonly FormField[] = ['username', 'displayName']
const work: readonly ContactField[] = ['jobTitle', 'department', 'officeNumber', 'officePhone', 'fax']
const reach: readonly ContactField[] = [
  'mobilePhone',
  'alternateEmail',
  'address',
  'postalCode',
  'city',
  'state',
  'country',
]
// No `type` of email: the browser would turn a domain of another alphabet into xn--.
const kinds: Partial<Record<FormField, 'tel' | 'email'>> = {
  officePhone: 'tel',
  mobilePhone: 'tel',
  fax: 'tel',
  alternateEmail: 'email',
}

function UserField({ field, form, faults, onChange, whyNot }: FieldsProps & { readonly field: FormField }) {
  const words = useWords()
  const styles = useStyles()
  const fault = faults[field]
  const value = fieldValue(form, field)
  const bar = whyNot(field)
  const change = (typed: string) => {
    const next = withValue(form, field, typed)
    // The display name follows the other names only where it can be changed.
    onChange(whyNot('displayName') === null ? next : { ...next, displayName: form.displayName })
  }
  return (
    <Field
      className={field === 'address' || field === 'username' ? styles.wide : undefined}
      label={fieldLabel(field, words)}
      required={bar === null && required.includes(field)}
      hint={bar ?? (field === 'username' ? words.t('users.usernameHint') : undefined)}
      validationState={fault === undefined ? 'none' : 'error'}
      validationMessage={fault && fieldFaultText(fault.reason, fault.detail, words)}
    >
      {field === 'address' ? (
        <Textarea
          value={value}
          rows={2}
          autoComplete="off"
          readOnly={bar !== null}
          onChange={(_, data) => change(data.value)}
        />
      ) : (
        <Input
          value={value}
          readOnly={bar !== null}
          appearance={bar === null ? 'outline' : 'filled-darker'}
          inputMode={kinds[field] ?? 'text'}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, data) => change(data.value)}
        />
      )}
    </Field>
  )
}

function Group({
  legend,
  fields,
  ...props
}: FieldsProps & { readonly legend: string; readonly fields: readonly FormField[] }) {
  const styles = useStyles()
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.fields}>
        {fields.map((field) => (
          <UserField key={field} field={field} {...props} />
        ))}
      </div>
    </fieldset>
  )
}

/** The fields of a person in three groups, with complaints below the fields. */
export function UserFields(props: FieldsProps) {
  const { t } = useWords()
  const { form, onChange } = props
  return (
    <>
      <Group legend={t('users.account')} fields={['firstName', 'lastName', 'displayName', 'username']} {...props} />
      <LanguageField
        label={t('users.preferredLanguage')}
        hint={t('users.languageHint')}
        none={t('users.noLanguage')}
        value={form.language}
        onChange={(language) => onChange({ ...form, language })}
      />
      <Group legend={t('users.work')} fields={work} {...props} />
      <Group legend={t('users.contact')} fields={reach} {...props} />
    </>
  )
}
