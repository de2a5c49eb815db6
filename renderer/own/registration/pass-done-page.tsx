import { Body1, Button } from '@fluentui/react-components'
import { useWords } from '../../base/words/words.ts'
import { FormActions } from '../../ui/form.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'

/** Shown when a Temporary Access Pass has ended because the first app was registered, with which the person can now sign in. */
export function PassDonePage({
  organisation,
  onSignIn,
}: {
  readonly organisation: string
  readonly onSignIn: () => void
}) {
  const { t } = useWords()
  return (
    <PlainPage title={t('registration.passDoneTitle')} organisation={organisation}>
      <Body1>{t('registration.passDoneText')}</Body1>
      <FormActions>
        <Button appearance="primary" onClick={onSignIn}>
          {t('sessions.signIn')}
        </Button>
      </FormActions>
    </PlainPage>
  )
}
