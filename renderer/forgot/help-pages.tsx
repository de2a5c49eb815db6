import { Body1, Button, Field, Input, Link, MessageBar, MessageBarBody, Textarea } from '@fluentui/react-components'
import { CopyRegular, PrintRegular } from '@fluentui/react-icons'
import { useContext, useState } from 'react'
import { DoorContext } from '../base/session.ts'
import { useWork } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { Form, FormActions } from '../ui/form.tsx'
import { BusyButton } from './busy-button.tsx'
import { copyText } from './copy-text.ts'
import type { PageProps } from './forgot-pages.tsx'
import { ActionLink, Links, SignInLink } from './links.tsx'
import { Refusal } from './refusal.tsx'
import { StepPage } from './step-page.tsx'
import { TicketPaper, TicketView } from './ticket-view.tsx'
import { helpLink } from './wizard-place.ts'

const longestReason = 500

/** Where the organisation sends people for help, beside Keydesk's own requests. */
function HelpAddress({ help }: { readonly help: string }) {
  const { t } = useWords()
  // The desktop window opens nothing else: there the address is only read.
  const isDesktop = useContext(DoorContext)?.kind === 'desktop'
  const href = isDesktop ? null : helpLink(help)
  if (help === '') return null
  return (
    <Body1>
      {t('forgot.helpAt')}{' '}
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

/** **Contact your administrator**: a few words, which land among the requests of the admins. */
export function HelpPage({ wizard, organisation, username, onUsername, offer }: PageProps) {
  const { t } = useWords()
  const { reason, setReason, run } = wizard
  const action = useWork()
  const [isChecked, setIsChecked] = useState(false)
  const isNamed = run !== null || username.trim() !== ''
  // As the page appeared: a field must not go, nor the focus move, while somebody types.
  const [{ mustName, isKnown }] = useState({ mustName: run === null, isKnown: isNamed })
  const submit = () => {
    setIsChecked(true)
    if (isNamed && reason.trim() !== '') void action.run(wizard.askForHelp)
  }
  const missing = (isFilled: boolean) => (isChecked && !isFilled ? t('sessions.required') : undefined)
  return (
    <StepPage wizard={wizard} title={t('forgot.contact')} organisation={organisation} hasFocus={false}>
      <Body1>{t('forgot.helpText')}</Body1>
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
          label={t('forgot.reason')}
          hint={t('forgot.reasonHint')}
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
          <BusyButton isBusy={action.isBusy}>{t('forgot.send')}</BusyButton>
          <Button onClick={wizard.steps.back}>{t('common.back')}</Button>
        </FormActions>
      </Form>
    </StepPage>
  )
}

/** The number for the telephone, and the code that shows the answer: both only now. */
export function AskedPage({ wizard, organisation, username, offer }: PageProps) {
  const { t } = useWords()
  const [isCopied, setIsCopied] = useState<boolean | null>(null)
  const { ticket } = wizard
  if (ticket === null) return null
  const copy = async () =>
    setIsCopied(await copyText(`${t('requests.number', { number: ticket.number })}\n${ticket.code}`))
  return (
    <StepPage wizard={wizard} title={t('forgot.askedTitle')} organisation={organisation}>
      <TicketView ticket={ticket} />
      <Body1>{t('forgot.askedText')}</Body1>
      <HelpAddress help={offer?.help ?? ''} />
      {isCopied !== null && (
        <MessageBar intent={isCopied ? 'success' : 'error'} layout="multiline" role={isCopied ? 'status' : 'alert'}>
          <MessageBarBody>{t(isCopied ? 'forgot.copied' : 'forgot.copyRefused')}</MessageBarBody>
        </MessageBar>
      )}
      <FormActions>
        <Button appearance="primary" icon={<CopyRegular />} onClick={() => void copy()}>
          {t('methods.copy')}
        </Button>
        <Button icon={<PrintRegular />} onClick={() => print()}>
          {t('common.print')}
        </Button>
      </FormActions>
      <Links>
        <ActionLink onClick={() => wizard.steps.go('check')}>{t('forgot.check')}</ActionLink>
        <SignInLink />
      </Links>
      <TicketPaper ticket={ticket} organisation={organisation} username={username} />
    </StepPage>
  )
}
