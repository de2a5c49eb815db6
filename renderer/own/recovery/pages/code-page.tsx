import { Body1, Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import type { ProofMethod } from '../../../../shared/rules/self-service.ts'
import { useWork } from '../../../base/use-action.ts'
import { useWords } from '../../../base/words/words.ts'
import { CodeField } from '../../../ui/code-field.tsx'
import { Form, FormActions } from '../../../ui/form.tsx'
import { useCode } from '../../use-code.ts'
import { BusyButton } from '../busy-button.tsx'
import { ActionLink, Links } from '../links.tsx'
import type { PageProps } from '../recovery-pages.tsx'
import { Refusal } from '../refusal.tsx'
import { StepPage } from '../step-page.tsx'
import type { Wizard } from '../use-wizard.ts'
import { QuestionsForm } from './questions-form.tsx'

type CodeMethod = Exclude<ProofMethod, 'questions'>
/** After so many milliseconds the page shows the other ways (Entra: troubleshoot self-service password reset). */
const hintDelay = 10_000

/** The page for one proof: a code, or the answers to the questions. */
export function CodePage({ wizard, organisation, offer }: PageProps) {
  const { t } = useWords()
  const { method, run } = wizard
  const [isRefused, setIsRefused] = useState(false)
  if (method === null) return null
  const number = (run?.state.proved.length ?? 0) + 1
  const onRefused = () => setIsRefused(true)
  return (
    <StepPage wizard={wizard} title={t('recovery.step', { number })} organisation={organisation} hasFocus={false}>
      {method === 'questions' ? (
        <QuestionsForm wizard={wizard} onRefused={onRefused} />
      ) : (
        <CodeForm wizard={wizard} method={method} help={offer?.help ?? ''} onRefused={onRefused} />
      )}
      <LateLinks wizard={wizard} method={method} isRefused={isRefused} />
    </StepPage>
  )
}

function useIntro(method: CodeMethod, help: string): string {
  const { t } = useWords()
  switch (method) {
    case 'email':
    case 'sms':
      return t(`recovery.sent.${method}`)
    case 'authenticator':
      return t('methods.factorText')
    case 'recoveryCode':
      return t('methods.recoveryCodeText')
    case 'deskCode':
      return help === '' ? t('recovery.deskText') : t('recovery.deskTextAt', { help })
  }
}

function useLabel(method: CodeMethod): string {
  const { t } = useWords()
  if (method === 'authenticator') return t('methods.code')
  if (method === 'recoveryCode') return t('methods.recoveryCode')
  return method === 'deskCode' ? t('methods.names.deskCode') : t('recovery.code')
}

type CodeFormProps = {
  readonly wizard: Wizard
  readonly method: CodeMethod
  readonly help: string
  readonly onRefused: () => void
}

function CodeForm({ wizard, method, help, onRefused }: CodeFormProps) {
  const { t } = useWords()
  const form = useCode(async (code) => {
    try {
      await wizard.prove({ method, code })
    } catch (failure) {
      onRefused()
      throw failure
    }
  })
  const isText = method === 'recoveryCode'
  return (
    <>
      <Body1>{useIntro(method, help)}</Body1>
      <Form onSubmit={() => void form.submit()}>
        {!form.isBusy && <Refusal error={form.error} />}
        <CodeField
          label={useLabel(method)}
          hint={isText ? t('methods.recoveryCodeHint') : undefined}
          error={form.wrong === null ? undefined : t('recovery.wrongCode')}
          kind={isText ? 'text' : 'digits'}
          value={form.code}
          onChange={form.setCode}
          inputRef={form.input}
        />
        <FormActions>
          <BusyButton isBusy={form.isBusy}>{t('common.next')}</BusyButton>
          <Button onClick={wizard.steps.back}>{t('common.back')}</Button>
        </FormActions>
      </Form>
    </>
  )
}

type LateLinksProps = { readonly wizard: Wizard; readonly method: ProofMethod; readonly isRefused: boolean }

/** Shows the other ways after ten seconds, or at once when a proof was refused. */
function LateLinks({ wizard, method, isRefused }: LateLinksProps) {
  const { t } = useWords()
  const action = useWork()
  const [sent, setSent] = useState(0)
  const [isLate, setIsLate] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another code is waited for anew
  useEffect(() => {
    setIsLate(false)
    const timer = setTimeout(() => setIsLate(true), hintDelay)
    return () => clearTimeout(timer)
  }, [sent])
  const sendAgain = () =>
    void action.run(async () => {
      await wizard.ask(method)
      setSent((times) => times + 1)
    })
  return (
    <>
      {sent > 0 && !action.isBusy && action.error === null && (
        <MessageBar key={sent} intent="info" layout="multiline" role="status">
          <MessageBarBody>{t('recovery.sentAgain')}</MessageBarBody>
        </MessageBar>
      )}
      <Refusal error={action.error} />
      {(isLate || isRefused) && (
        <Links>
          {(method === 'email' || method === 'sms') && <ActionLink onClick={sendAgain}>{t('common.retry')}</ActionLink>}
          <ActionLink onClick={wizard.steps.back}>{t('recovery.otherMethod')}</ActionLink>
          <ActionLink onClick={() => wizard.steps.go('help')}>{t('recovery.contact')}</ActionLink>
        </Links>
      )}
    </>
  )
}
