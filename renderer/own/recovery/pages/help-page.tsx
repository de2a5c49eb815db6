import { Body1, Button, Field, Input, Link, Textarea } from '@fluentui/react-components'
import { useContext, useState } from 'react'
import { DoorContext } from '../../../base/session.ts'
import { useWork } from '../../../base/use-action.ts'
import { useWords } from '../../../base/words/words.ts'
import { Form, FormActions } from '../../../ui/form.tsx'
import { BusyButton } from '../busy-button.tsx'
import type { PageProps } from '../recovery-pages.tsx'
import { Refusal } from '../refusal.tsx'
import { StepPage } from '../step-page.tsx'
import { helpLink } from '../wizard-place.ts'

const longestReason = 500

/** The address where the organisation offers help, in addition to Keydesk's own requests. */
export function HelpAddress({ help }: { readonly help: string }) {
  const { t } = useWords()
  // The desktop window opens no other pages, so that the address is not a link there.
  const isDesktop = useContext(DoorContext)?.kind === 'desktop'
  const href = isDesktop ? null : helpLink(help)
  if (help === '') return null
  return (
    <Body1>
      {t('recovery.helpAt')}{' '}
      {href === null ? (
        help
      ) : (
        <Link href={href} rel="noreferrer" inline>
          {help}
        </Link>
      )}
    </Body1>
  )
}

/** **Contact your administrator**: sends a few words, which become a request to the admins. */
export function HelpPage({ wizard, organisation, username, onUsername, offer }: PageProps) {
  const { t } = useWords()
  const { reason, setReason, run } = wizard
  const action = useWork()
  const [isChecked, setIsChecked] = useState(false)
  const isNamed = run !== null || username.trim() !== ''
  // Decided once, when the page appears, so that no field disappears and the focus does not move while somebody types.
  const [{ mustName, isKnown }] = useState({ mustName: run === null, isKnown: isNamed })
  const submit = () => {
    setIsChecked(true)
    if (isNamed && reason.trim() !== '') void action.run(wizard.askForHelp)
  }
  const missing = (isFilled: boolean) => (isChecked && !isFilled ? t('ui.mustFill') : undefined)
  return (
    <StepPage wizard={wizard} title={t('recovery.contact')} organisation={organisation} hasFocus={false}>
      <Body1>{t('recovery.helpText')}</Body1>
      <HelpAddress help={offer?.help ?? ''} />
      <Form onSubmit={submit}>
        <Refusal error={action.error} />
        {mustName && (
          <Field label={t('sessions.userName')} validationMessage={missing(isNamed)}>
            <Input
              value={username}
              autoFocus={!isKnown}
              autoComplete="username"
              autoCapitalize="off"
              spellCheck={false}
              maxLength={320}
              onChange={(_, data) => onUsername(data.value)}
            />
          </Field>
        )}
        <Field
          label={t('recovery.reason')}
          hint={t('recovery.reasonHint')}
          validationMessage={missing(reason.trim() !== '')}
        >
          <Textarea
            value={reason}
            autoFocus={isKnown}
            rows={4}
            maxLength={longestReason}
            onChange={(_, data) => setReason(data.value)}
          />
        </Field>
        <FormActions>
          <BusyButton isBusy={action.isBusy}>{t('recovery.send')}</BusyButton>
          <Button onClick={wizard.steps.back}>{t('common.back')}</Button>
        </FormActions>
      </Form>
    </StepPage>
  )
}
