import { Button, makeStyles, tokens } from '@fluentui/react-components'
import type { UserDetails } from '../../shared/users.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { OwnContactFields } from '../ui/own-contact-fields.tsx'
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
          <OwnContactFields {...{ contact, faults, change }} />
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
