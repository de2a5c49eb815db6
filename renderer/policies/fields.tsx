import {
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Switch,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'
import { type FieldPathByValue, type UseFormReturn, useController } from 'react-hook-form'
import type { client } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { limitsOf, type NumberPath, type PolicyDraft, type SwitchPath, standardOf } from './policy-draft.ts'

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0, maxWidth: '560px' },
  indented: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    paddingInlineStart: tokens.spacingHorizontalXXL,
  },
  // Divides a long tab into sections.
  heading: { ...typographyStyles.subtitle2, margin: 0, ':not(:first-child)': { marginTop: tokens.spacingVerticalM } },
  number: { maxWidth: '160px' },
})

export type PolicyForm = UseFormReturn<PolicyDraft>

/** The policies and their state, as the service returns them. */
export type FoundPolicies = Awaited<ReturnType<typeof client.policies.get>>

export type TabProps = {
  /** The form, to which each field is bound by its path. */
  readonly form: PolicyForm
  /** What the fields hold now. */
  readonly draft: PolicyDraft
  /** True for people who may see the policies but not change them. */
  readonly isDisabled: boolean
}

/** The fields of one tab, one below the other. */
export function Fields({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().fields}>{children}</div>
}

/** Fields that belong to the choice above them, indented. */
export function Indented({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().indented}>{children}</div>
}

/** The heading of the fields that follow. */
export function Heading({ level = 2, children }: { readonly level?: 2 | 3; readonly children: ReactNode }) {
  const Tag = `h${level}` as const
  return <Tag className={useStyles().heading}>{children}</Tag>
}

export type NumberFieldProps = TabProps & {
  readonly path: NumberPath
  /** What Microsoft 365 does, or what the number means. */
  readonly note?: string
  /** The fault of this number together with another field. */
  readonly fault?: string | undefined
}

/** A whole number with its limits and the value of a fresh installation. */
export function NumberField({ form, isDisabled, path, note, fault }: NumberFieldProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { field, fieldState } = useController({ control: form.control, name: path })
  const limits = limitsOf(path)
  const message = fieldState.invalid ? t('settings.numberRange', limits) : fault
  const range = t('policies.notes.range', { ...limits, standard: standardOf(path) })
  return (
    <Field
      label={t(`policies.fields.${path}`)}
      hint={note === undefined ? range : `${range} ${note}`}
      validationState={message === undefined ? 'none' : 'error'}
      validationMessage={message}
    >
      <Input
        type="number"
        inputMode="numeric"
        className={styles.number}
        min={limits.from}
        max={limits.to}
        value={field.value}
        disabled={isDisabled}
        onChange={(_, data) => field.onChange(data.value)}
      />
    </Field>
  )
}

export type SwitchFieldProps = TabProps & { readonly path: SwitchPath; readonly note: string }

/** A switch, with its value in a fresh installation and in Microsoft 365. */
export function SwitchField({ form, isDisabled, path, note }: SwitchFieldProps) {
  const { t } = useWords()
  const { field } = useController({ control: form.control, name: path })
  return (
    <Field hint={note}>
      <Switch
        label={t(`policies.fields.${path}`)}
        checked={field.value}
        disabled={isDisabled}
        onChange={(_, data) => field.onChange(data.checked)}
      />
    </Field>
  )
}

type ChoicePath = FieldPathByValue<PolicyDraft, string>

export type ChoiceFieldProps = TabProps & {
  readonly path: ChoicePath
  readonly label: string
  readonly hint?: string
  readonly fault?: string | undefined
  readonly layout?: 'horizontal'
  readonly options: readonly { readonly value: string; readonly label: string | ReactElement }[]
  /** Called when the choice changes other fields too. */
  readonly onChoose?: (value: string) => void
}

/** A field to choose one of a few values. */
export function ChoiceField({
  form,
  isDisabled,
  path,
  label,
  hint,
  fault,
  layout,
  options,
  onChoose,
}: ChoiceFieldProps) {
  const { field } = useController({ control: form.control, name: path })
  return (
    <Field label={label} hint={hint} validationState={fault === undefined ? 'none' : 'error'} validationMessage={fault}>
      <RadioGroup
        layout={layout}
        value={field.value}
        disabled={isDisabled}
        onChange={(_, data) => (onChoose ?? field.onChange)(data.value)}
      >
        {options.map((option) => (
          <Radio key={option.value} value={option.value} label={option.label} />
        ))}
      </RadioGroup>
    </Field>
  )
}
