import { Field, Select } from '@fluentui/react-components'
import { type Language, languageFacts, languages } from '../../shared/languages.ts'

export type LanguageFieldProps = {
  readonly label: string
  readonly hint: string
  /** The label of the choice without a language; null where there is none. */
  readonly none: string | null
  readonly isDisabled?: boolean
  readonly value: Language | null
  readonly onChange: (language: Language | null) => void
}

/** A choice of language, each by its own name, or none. */
export function LanguageField({ label, hint, none, isDisabled = false, value, onChange }: LanguageFieldProps) {
  return (
    <Field label={label} hint={hint}>
      <Select
        value={value ?? ''}
        disabled={isDisabled}
        onChange={(_, data) => onChange(languages.find((language) => language === data.value) ?? null)}
      >
        {none !== null && <option value="">{none}</option>}
        {languages.map((language) => (
          <option key={language} value={language} lang={language}>
            {languageFacts[language].ownName}
          </option>
        ))}
      </Select>
    </Field>
  )
}
