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
import { useEffect, useRef, useState } from 'react'
import { smsNumber } from '../../../shared/rules/text/sms-number.ts'
import type { SmsTest } from '../../../shared/sms.ts'
import { api } from '../../base/api.ts'
import { useComplaints } from '../../base/use-complaints.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Form, FormActions } from '../../ui/form.tsx'

const useStyles = makeStyles({
  root: {
    ...{ display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
    marginTop: tokens.spacingVerticalXXL,
  },
  heading: { ...typographyStyles.subtitle2, margin: 0 },
})

function Result({ answer, number }: { readonly answer: SmsTest; readonly number: string }) {
  const { t } = useWords()
  const isSent = answer.outcome === 'sent'
  return (
    <MessageBar intent={isSent ? 'success' : 'error'} layout="multiline">
      <MessageBarBody>
        {isSent ? t('sms.test.sent', { number }) : t(`sms.test.faults.${answer.reason}`, { status: answer.status })}
      </MessageBarBody>
    </MessageBar>
  )
}

/** Runs the saved program for text messages once, and shows how it ended. */
export function SendSmsTest({ canSend }: { readonly canSend: boolean }) {
  const { t, language } = useWords()
  const styles = useStyles()
  const [number, setNumber] = useState('')
  const [complaints, complain] = useComplaints<{ readonly number?: true }>(() => number)
  const sending = useMutation(api.sms.sendTest.mutationOptions())
  const result = useRef<HTMLDivElement>(null)
  // The footer of the panel may stand over it.
  useEffect(() => {
    if (sending.data !== undefined) result.current?.scrollIntoView({ block: 'nearest' })
  }, [sending.data])
  const send = () => {
    const isNumber = smsNumber(number) !== null
    complain(isNumber ? {} : { number: true })
    if (isNumber && canSend && !sending.isPending) sending.mutate({ number, language })
  }
  return (
    <section className={styles.root} aria-label={t('sms.test.title')}>
      <h3 className={styles.heading}>{t('sms.test.title')}</h3>
      <Body1>{canSend ? t('sms.test.text') : t('sms.test.unsaved')}</Body1>
      <Form onSubmit={send}>
        <Field
          label={t('sms.test.to')}
          validationState={complaints.number ? 'error' : 'none'}
          validationMessage={complaints.number && t('sms.test.toInvalid')}
        >
          <Input type="tel" value={number} autoComplete="off" onChange={(_, { value }) => setNumber(value)} />
        </Field>
        <FormActions>
          <Button type="submit" icon={<SendRegular />} disabledFocusable={!canSend || sending.isPending}>
            {t('sms.test.send')}
          </Button>
        </FormActions>
      </Form>
      <ErrorBar error={sending.error} />
      <div role="status" ref={result}>
        {sending.isPending && <Spinner size="tiny" label={t('sms.test.sending')} />}
        {sending.data !== undefined && <Result answer={sending.data} number={sending.variables?.number ?? number} />}
      </div>
    </section>
  )
}
