import { Body1, Field, Input, Radio, RadioGroup } from '@fluentui/react-components'
import { useRef } from 'react'
import { useWork } from '../../../base/use-action.ts'
import { useWords } from '../../../base/words/words.ts'
import { ErrorBar } from '../../../ui/error-bar.tsx'
import { Form, FormActions } from '../../../ui/form.tsx'
import { BusyButton } from '../busy-button.tsx'
import { ActionLink, Links, SignInLink } from '../links.tsx'
import type { PageProps } from '../recovery-pages.tsx'
import { Refusal } from '../refusal.tsx'
import { StepPage } from '../step-page.tsx'
import type { Purpose } from '../wizard-place.ts'

/** The first page: the user name and the problem. The next page is the same whether or not that user exists. */
export function StartPage({ wizard, organisation, username, onUsername, offer, offerError }: PageProps) {
  const { t } = useWords()
  const action = useWork()
  const input = useRef<HTMLInputElement>(null)
  const submit = () => {
    if (username.trim() === '') return input.current?.focus()
    void action.run(wizard.begin)
  }
  return (
    <StepPage wizard={wizard} title={t('recovery.title')} organisation={organisation} hasFocus={false}>
      <Body1>{t('recovery.startText')}</Body1>
      <Form onSubmit={submit}>
        <ErrorBar error={offerError} />
        <Refusal error={action.error} />
        <Field label={t('sessions.userName')}>
          <Input
            ref={input}
            value={username}
            autoFocus
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={320}
            onChange={(_, data) => onUsername(data.value)}
          />
        </Field>
        {offer?.canUnlock === true && (
          <Field label={t('recovery.purpose')}>
            <RadioGroup value={wizard.purpose} onChange={(_, data) => wizard.setPurpose(data.value as Purpose)}>
              <Radio value="reset" label={t('recovery.purposes.reset')} />
              <Radio value="unlock" label={t('recovery.purposes.unlock')} />
            </RadioGroup>
          </Field>
        )}
        <FormActions>
          <BusyButton isBusy={action.isBusy}>{t('common.next')}</BusyButton>
        </FormActions>
      </Form>
      <Links>
        <ActionLink onClick={() => wizard.steps.go('help')}>{t('recovery.contact')}</ActionLink>
        <ActionLink onClick={() => wizard.steps.go('check')}>{t('recovery.check')}</ActionLink>
        <SignInLink />
      </Links>
    </StepPage>
  )
}
