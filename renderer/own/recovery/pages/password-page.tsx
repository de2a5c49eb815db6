import { Body1 } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { errorDataOf } from '../../../base/api-errors.ts'
import { useWork } from '../../../base/use-action.ts'
import { useWords } from '../../../base/words/words.ts'
import { Form, FormActions } from '../../../ui/form.tsx'
import { NewPasswordFields } from '../../password/new-password-fields.tsx'
import type { RefusedPassword } from '../../password/password-rules.tsx'
import { useNewPassword } from '../../password/use-new-password.ts'
import { BusyButton } from '../busy-button.tsx'
import { Links, SignInLink } from '../links.tsx'
import type { PageProps } from '../recovery-pages.tsx'
import { Refusal } from '../refusal.tsx'
import { StepPage } from '../step-page.tsx'

/** The last step: a new password, by the rules for the person who has proved who they are. */
export function PasswordPage({ wizard, organisation, username }: PageProps) {
  const { t } = useWords()
  const fields = useNewPassword()
  const action = useWork()
  const [refused, setRefused] = useState<RefusedPassword | null>(null)
  const rules = useQuery({
    queryKey: ['recovery', 'rules'],
    queryFn: wizard.rules,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  // Nobody is signed in, so that the page does not know the names; the service enforces the rule about names.
  const owner = { username, displayName: '', firstName: '', lastName: '' }
  const finish = async () => {
    const password = fields.value
    try {
      await wizard.finish(password)
    } catch (failure) {
      const broken = errorDataOf(failure, 'POLICY_BROKEN')
      if (broken !== null) setRefused({ password, rules: broken.rules })
      throw failure
    }
  }
  const submit = () => {
    if (fields.check()) void action.run(finish)
  }
  return (
    <StepPage wizard={wizard} title={t('sessions.forcedTitle')} organisation={organisation} hasFocus={false}>
      <Body1>{t(wizard.isLinked ? 'links.forWhom' : 'recovery.passwordText', { username })}</Body1>
      <Form onSubmit={submit}>
        <Refusal error={action.error ?? rules.error} onHelp={() => wizard.steps.go('help')} />
        {/* Tells a password manager whose password this is. */}
        <input type="text" hidden readOnly autoComplete="username" value={username} />
        <NewPasswordFields {...{ fields, rules, owner, organisation, refused }} hasFocus />
        <FormActions>
          <BusyButton isBusy={action.isBusy}>{t('sessions.savePassword')}</BusyButton>
        </FormActions>
      </Form>
      <Links>
        <SignInLink />
      </Links>
    </StepPage>
  )
}
