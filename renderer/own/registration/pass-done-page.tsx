import { Body1, Button } from '@fluentui/react-components'
import { useWords } from '../../base/words/words.ts'
import { FormActions } from '../../ui/form.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'

/** A Temporary Access Pass ends with the first app: from now on there is a way in. */
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
