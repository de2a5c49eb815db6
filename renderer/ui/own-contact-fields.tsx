import { Field, Input, Select } from '@fluentui/react-components'
import { language } from '../../shared/ids.ts'
import { languageFacts, languages } from '../../shared/languages.ts'
import { useWords } from '../app/words.ts'
import { type OwnContact, type OwnContactFaults, ownContactFields } from './own-contact.ts'

const looks = {
  alternateEmail: { type: 'email', autoComplete: 'email' },
  mobilePhone: { type: 'tel', autoComplete: 'tel' },
} as const

type OwnContactFieldsProps = {
  readonly contact: OwnContact
  readonly faults: OwnContactFaults
  readonly change: (part: Partial<OwnContact>) => void
}

/** What people keep up of themselves, a field each. */
export function OwnContactFields({ contact, faults, change }: OwnContactFieldsProps) {
  const { t } = useWords()
  return (
    <>
      {ownContactFields.map((field) => {
        const fault = faults[field]
        return (
          <Field
            key={field}
            label={t(`sessions.contact.${field}`)}
            validationState={fault === undefined ? 'none' : 'error'}
            validationMessage={fault && t(`sessions.contactFaults.${fault}`)}
          >
            <Input
              {...looks[field]}
              value={contact[field]}
              spellCheck={false}
              onChange={(_, data) => change({ [field]: data.value })}
            />
          </Field>
        )
      })}
      <Field label={t('sessions.preferredLanguage')} hint={t('sessions.languageHint')}>
        <Select
          value={contact.language ?? ''}
          onChange={(_, data) => {
            const chosen = language.safeParse(data.value)
            change({ language: chosen.success ? chosen.data : null })
          }}
        >
          <option value="">{t('sessions.noLanguage')}</option>
          {languages.map((option) => (
            <option key={option} value={option} lang={option}>
              {languageFacts[option].ownName}
            </option>
          ))}
        </Select>
      </Field>
    </>
  )
}
