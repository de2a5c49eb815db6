import { Checkbox, Field } from '@fluentui/react-components'
import { useSettings } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'

export type MustChangeProps = {
  readonly label: string
  readonly isChecked: boolean
  readonly onChange: (isChecked: boolean) => void
}

/** The checkbox that makes people choose a password of their own; ticked and disabled where the policy demands it. */
export function MustChange({ label, isChecked, onChange }: MustChangeProps) {
  const { t } = useWords()
  const { isMustChangeFixed } = useSettings()
  return (
    <Field hint={isMustChangeFixed ? t('passwords.mustChangeFixed') : undefined}>
      <Checkbox
        label={label}
        checked={isChecked || isMustChangeFixed}
        disabled={isMustChangeFixed}
        onChange={(_, data) => onChange(data.checked === true)}
      />
    </Field>
  )
}
