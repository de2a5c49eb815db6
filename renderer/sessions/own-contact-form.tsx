import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components'
import { language } from '../../shared/ids.ts'
import type { UserDetails } from '../../shared/users.ts'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { ownContactFields } from '../ui/own-contact.ts'
import { Section } from './section.tsx'
import { useOwnContact } from './use-own-contact.ts'

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    alignItems: 'start',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(220px, 100%), 1fr))',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXL}`,
  },
})

const looks = {
  alternateEmail: { type: 'email', autoComplete: 'email' },
  mobilePhone: { type: 'tel', autoComplete: 'tel' },
} as const

/** How to reach the person, kept up by themselves. */
export function OwnContactForm({ me }: { readonly me: UserDetails }) {
  const { t } = useWords()
  const styles = useStyles()
  const { contact, change, faults, error, isBusy, hasChanged, submit } = useOwnContact(me)
  return (
    <Section title={t('sessions.contactDetails')}>
      <Form onSubmit={() => void submit()}>
        <ErrorBar error={error} />
        <div className={styles.fields}>
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
              {language.options.map((option) => (
                <option key={option} value={option} lang={option}>
                  {t(`users.languages.${option}`)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <FormActions>
          <Button type="submit" disabledFocusable={isBusy || !hasChanged}>
            {t('common.save')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  )
}
