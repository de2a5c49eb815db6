import { Body1, Button, Field, Input, Link, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { cleanText } from '../../../../shared/rules/text/look-alikes.ts'
import { checkEmail } from '../../../../shared/rules/username.ts'
import { errorCodeOf, errorDataOf } from '../../../base/api-errors.ts'
import { useConfirmedAction } from '../../../base/use-action.ts'
import { useComplaints } from '../../../base/use-complaints.ts'
import { useErrorText } from '../../../base/words/errors.ts'
import { faultText } from '../../../base/words/field-words.ts'
import { useWords } from '../../../base/words/words.ts'
import { CancelButton } from '../../../ui/cancel-button.tsx'
import { CodeField } from '../../../ui/code-field.tsx'
import { ErrorBar } from '../../../ui/error-bar.tsx'
import { Form, FormActions } from '../../../ui/form.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { useOwnClients } from '../../own-clients.ts'
import { useCode } from '../../use-code.ts'

const useStyles = makeStyles({
  links: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalS,
    // Underlined with forced colours, because links that are buttons have the colour of plain text there.
    '@media (forced-colors: active)': { '& .fui-Link': { textDecorationLine: 'underline' } },
  },
})

export type EmailPanelProps = {
  readonly title: string
  /** The first value of the field. */
  readonly address: string
  readonly onProved: () => void
  readonly onClose: () => void
}

/** Asks for an address, then for the code that was mailed there; only then the address counts. */
export function EmailPanel({ title, address, onProved, onClose }: EmailPanelProps) {
  const [typed, setTyped] = useState(address)
  const [sentTo, setSentTo] = useState<string | null>(null)
  return (
    <Panel isOpen size="small" title={title} onClose={onClose} isUnsaved={sentTo === null && typed !== address}>
      {sentTo === null ? (
        <AddressForm typed={typed} setTyped={setTyped} onSent={setSentTo} />
      ) : (
        <CodeForm sentTo={sentTo} onProved={onProved} onOther={() => setSentTo(null)} />
      )}
    </Panel>
  )
}

const nothingToDo = () => {}

type AddressFaults = { readonly address?: 'emailInvalid' | 'ownMailbox' }
type AddressFormProps = {
  readonly typed: string
  readonly setTyped: (typed: string) => void
  readonly onSent: (address: string) => void
}

function AddressForm({ typed, setTyped, onSent }: AddressFormProps) {
  const words = useWords()
  const { t } = words
  const { registration } = useOwnClients()
  const { run, error, isBusy } = useConfirmedAction(nothingToDo)
  const [{ address: fault }, complain] = useComplaints<AddressFaults>(() => typed)
  const address = cleanText(typed)
  const refuse = (failure: unknown): never => {
    if (errorDataOf(failure, 'FIELD_INVALID')?.reason === 'ownMailbox') complain({ address: 'ownMailbox' })
    throw failure
  }
  const submit = () => {
    const isGood = checkEmail(address)
    complain(isGood ? {} : { address: 'emailInvalid' })
    if (!isGood) return
    void run(
      () => registration.startEmail({ address }).catch(refuse),
      () => onSent(address),
    )
  }
  const text = fault === 'ownMailbox' ? t('registration.ownMailbox') : faultText('emailInvalid', null, words)
  return (
    <Form onSubmit={submit}>
      <Body1>{t('registration.emailText')}</Body1>
      <ErrorBar error={errorCodeOf(error) === 'FIELD_INVALID' ? null : error} />
      <Field
        label={t('registration.address')}
        validationState={fault === undefined ? 'none' : 'error'}
        validationMessage={fault && text}
      >
        <Input
          inputMode="email"
          autoComplete="email"
          autoCapitalize="off"
          spellCheck={false}
          autoFocus
          value={typed}
          onChange={(_, data) => setTyped(data.value)}
        />
      </Field>
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
          {t('registration.sendCode')}
        </Button>
        <CancelButton />
      </FormActions>
    </Form>
  )
}

type CodeFormProps = {
  readonly sentTo: string
  readonly onProved: () => void
  readonly onOther: () => void
}

function CodeForm({ sentTo, onProved, onOther }: CodeFormProps) {
  const { t } = useWords()
  const styles = useStyles()
  const errorText = useErrorText()
  const { registration } = useOwnClients()
  const again = useConfirmedAction(nothingToDo)
  const [times, setTimes] = useState(1)
  const form = useCode(async (code) => {
    await registration.confirmEmail({ code })
    onProved()
  })
  const sendAgain = () =>
    again.run(
      () => registration.startEmail({ address: sentTo }),
      () => {
        form.reset()
        setTimes(times + 1)
      },
    )
  return (
    <Form onSubmit={() => void form.submit()}>
      <Body1 role="status" key={times}>
        {t(times === 1 ? 'registration.sent' : 'registration.sentAgain', { address: sentTo })}
      </Body1>
      <ErrorBar error={form.error ?? again.error} />
      <CodeField
        label={t('registration.emailCode')}
        hint={t('registration.emailCodeHint')}
        error={form.wrong === null ? undefined : errorText(form.wrong)}
        kind="digits"
        value={form.code}
        onChange={form.setCode}
        inputRef={form.input}
      />
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={form.isBusy}>
          {t('methods.verify')}
        </Button>
      </FormActions>
      <div className={styles.links}>
        <Link as="button" type="button" disabledFocusable={again.isBusy} onClick={() => void sendAgain()}>
          {t('registration.sendAgain')}
        </Link>
        <Link as="button" type="button" onClick={onOther}>
          {t('registration.otherAddress')}
        </Link>
      </div>
    </Form>
  )
}
