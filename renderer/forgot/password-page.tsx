import { Body1 } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useWords } from '../app/words.ts'
import { Form, FormActions } from '../ui/form.tsx'
import { NewPasswordFields } from '../ui/new-password-fields.tsx'
import { useNewPassword } from '../ui/use-new-password.ts'
import { BusyButton } from './busy-button.tsx'
import type { PageProps } from './forgot-pages.tsx'
import { Refusal } from './refusal.tsx'
import { StepPage } from './step-page.tsx'
import { useAction } from './use-action.ts'

/** The last step: a new password, with the rules of the person who has just been proved. */
export function PasswordPage({ wizard, organisation, username }: PageProps) {
  const { t } = useWords()
  const fields = useNewPassword()
  const action = useAction()
  const attempt = wizard.run?.attempt ?? ''
  const rules = useQuery({
    queryKey: ['forgot', 'rules'],
    queryFn: () => wizard.client.rules({ attempt }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  // Nobody is signed in: the names are known to the service, which decides.
  const owner = { username, displayName: '', firstName: '', lastName: '' }
  const submit = () => {
    if (fields.check()) void action.run(() => wizard.finish(fields.value))
  }
  return (
    <StepPage wizard={wizard} title={t('sessions.forcedTitle')} organisation={organisation} hasFocus={false}>
      <Body1>{t('forgot.passwordText')}</Body1>
      <Form onSubmit={submit}>
        <Refusal error={action.error ?? rules.error} onHelp={() => wizard.steps.go('help')} />
        {/* So that a password manager knows whose password this is. */}
        <input type="text" hidden readOnly autoComplete="username" value={username} />
        <NewPasswordFields fields={fields} policy={rules.data} owner={owner} organisation={organisation} hasFocus />
        <FormActions>
          <BusyButton isBusy={action.isBusy}>{t('sessions.savePassword')}</BusyButton>
        </FormActions>
      </Form>
    </StepPage>
  )
}
