import {
  Body1,
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Spinner,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { SendRegular } from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type MailAddressFault, mailAddressFault } from '../../shared/rules/mail-address.ts'
import { cleanText } from '../../shared/rules/text/look-alikes.ts'
import { api, type client } from '../base/api.ts'
import { useSession } from '../base/session.ts'
import { useComplaints } from '../base/use-complaints.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  heading: { ...typographyStyles.subtitle2, margin: 0 },
  answer: { display: 'block', overflowWrap: 'anywhere' },
})

type Answer = Awaited<ReturnType<typeof client.mail.sendTest>>

function Result({ answer, to }: { readonly answer: Answer; readonly to: string }) {
  const { t } = useWords()
  const styles = useStyles()
  const isSent = answer.outcome === 'sent'
  return (
    <MessageBar intent={isSent ? 'success' : 'error'} layout="multiline">
      <MessageBarBody>
        {isSent ? t('mail.test.sent', { to }) : t(`mail.reasons.${answer.reason}`)}
        {answer.answer !== '' && (
          <span className={styles.answer}>{t('mail.test.answer', { answer: answer.answer })}</span>
        )}
      </MessageBarBody>
    </MessageBar>
  )
}

/** Sends one mail with the saved settings, and shows what the server answered. */
export function SendTest({ canSend }: { readonly canSend: boolean }) {
  const { t, language } = useWords()
  const styles = useStyles()
  const { username } = useSession()
  const [to, setTo] = useState(mailAddressFault(username) === null ? username : '')
  const [complaints, complain] = useComplaints<{ readonly to?: MailAddressFault }>(() => to)
  const sending = useMutation(api.mail.sendTest.mutationOptions())
  const address = cleanText(to)
  const fault = mailAddressFault(address)
  const text = complaints.to && t(`mail.addressFaults.${complaints.to}`)
  const send = () => {
    complain(fault === null ? {} : { to: fault })
    if (fault === null && canSend && !sending.isPending) sending.mutate({ to: address, language })
  }
  return (
    <section className={styles.root} aria-label={t('mail.test.title')}>
      <h2 className={styles.heading}>{t('mail.test.title')}</h2>
      <Body1>{canSend ? t('mail.test.text') : t('mail.test.unsaved')}</Body1>
      <Form onSubmit={send}>
        <Field
          label={t('mail.test.to')}
          validationState={text === undefined ? 'none' : 'error'}
          validationMessage={text}
        >
          <Input
            type="text"
            inputMode="email"
            value={to}
            autoComplete="off"
            spellCheck={false}
            onChange={(_, data) => setTo(data.value)}
          />
        </Field>
        <FormActions>
          <Button type="submit" icon={<SendRegular />} disabledFocusable={!canSend || sending.isPending}>
            {t('mail.test.send')}
          </Button>
        </FormActions>
      </Form>
      <ErrorBar error={sending.error} />
      <div role="status">
        {sending.isPending && <Spinner size="tiny" label={t('mail.test.sending')} />}
        {sending.data !== undefined && <Result answer={sending.data} to={sending.variables?.to ?? to} />}
      </div>
    </section>
  )
}
