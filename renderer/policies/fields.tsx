import { Field, Input, makeStyles, Switch, tokens, typographyStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useWords } from '../base/words/words.ts'
import { isNumberGood, limitsOf, type NumberPath, type PolicyDraft, standardOf } from './policy-draft.ts'

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0, maxWidth: '560px' },
  indented: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    paddingInlineStart: tokens.spacingHorizontalXXL,
  },
  // A long tab falls into parts.
  heading: { ...typographyStyles.subtitle2, margin: 0, ':not(:first-child)': { marginTop: tokens.spacingVerticalM } },
  number: { maxWidth: '160px' },
})

export type TabProps = {
  readonly draft: PolicyDraft
  readonly change: (part: Partial<PolicyDraft>) => void
  /** Who may not change the policies looks at them. */
  readonly isDisabled: boolean
}

/** The fields of one tab, one below the other. */
export function Fields({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().fields}>{children}</div>
}

/** Fields that belong to the choice above them. */
export function Indented({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().indented}>{children}</div>
}

/** Names the fields that follow. */
export function Heading({ level = 2, children }: { readonly level?: 2 | 3; readonly children: ReactNode }) {
  const Tag = `h${level}` as const
  return <Tag className={useStyles().heading}>{children}</Tag>
}

export type NumberFieldProps = TabProps & {
  readonly path: NumberPath
  /** What Microsoft 365 does, or what the number means. */
  readonly note?: string
  /** What is wrong with it beside another field. */
  readonly fault?: string | undefined
}

/** A whole number with its limits and what a fresh installation has. */
export function NumberField({ draft, change, isDisabled, path, note, fault }: NumberFieldProps) {
  const { t } = useWords()
  const styles = useStyles()
  const limits = limitsOf(path)
  const message = isNumberGood(draft, path) ? fault : t('settings.numberRange', limits)
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
        value={draft[path]}
        disabled={isDisabled}
        onChange={(_, data) => change({ [path]: data.value })}
      />
    </Field>
  )
}

type SwitchPath = {
  [P in keyof PolicyDraft]: P extends 'doesLapse' ? never : PolicyDraft[P] extends boolean ? P : never
}[keyof PolicyDraft]

export type SwitchFieldProps = TabProps & { readonly path: SwitchPath; readonly note: string }

/** One thing that is on or off, with what it is in a fresh installation and in Microsoft 365. */
export function SwitchField({ draft, change, isDisabled, path, note }: SwitchFieldProps) {
  const { t } = useWords()
  return (
    <Field hint={note}>
      <Switch
        label={t(`policies.fields.${path}`)}
        checked={draft[path]}
        disabled={isDisabled}
        onChange={(_, data) => change({ [path]: data.checked })}
      />
    </Field>
  )
}
