import { Badge, Body1, Caption1, Field, Input, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'
import type { HelpState } from '../../../../shared/recovery.ts'
import { errorCodeOf } from '../../../base/api-errors.ts'
import { useWork } from '../../../base/use-action.ts'
import { useWords } from '../../../base/words/words.ts'
import { Form, FormActions } from '../../../ui/form.tsx'
import { BusyButton } from '../busy-button.tsx'
import { Links, SignInLink } from '../links.tsx'
import type { PageProps } from '../recovery-pages.tsx'
import { Refusal } from '../refusal.tsx'
import { StepPage } from '../step-page.tsx'
import { isRequestCode } from '../wizard-place.ts'

const useStyles = makeStyles({
  answer: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
  heading: { ...typographyStyles.subtitle2, margin: 0, ':focus': { outlineStyle: 'none' } },
  quiet: { color: tokens.colorNeutralForeground2 },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
})

function useCheck({ wizard }: PageProps) {
  const [code, setCode] = useState(wizard.ticket?.code ?? '')
  const [found, setFound] = useState<HelpState | null>(null)
  const [isUnknown, setIsUnknown] = useState(false)
  const action = useWork()
  const input = useRef<HTMLInputElement>(null)
  const refuse = () => {
    setIsUnknown(true)
    input.current?.focus()
  }
  const look = async () => {
    try {
      setFound(await wizard.client.helpState({ code: code.trim() }))
    } catch (error) {
      if (errorCodeOf(error) !== 'PROOF_WRONG') throw error
      refuse()
    }
  }
  const submit = () => {
    setFound(null)
    setIsUnknown(false)
    if (isRequestCode(code)) void action.run(look)
    else refuse()
  }
  return { code, setCode, found, isUnknown, input, submit, isBusy: action.isBusy, error: action.error }
}

/** Shows the state of a request to somebody who has its code. */
export function CheckPage(props: PageProps) {
  const { t } = useWords()
  const { code, setCode, found, isUnknown, input, submit, isBusy, error } = useCheck(props)
  return (
    <StepPage wizard={props.wizard} title={t('recovery.check')} organisation={props.organisation} hasFocus={false}>
      <Body1>{t('recovery.checkText')}</Body1>
      <Form onSubmit={submit}>
        <Refusal error={error} />
        <Field label={t('recovery.requestCode')} validationMessage={isUnknown ? t('recovery.unknownCode') : undefined}>
          <Input
            ref={input}
            value={code}
            autoFocus
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            onChange={(_, data) => setCode(data.value)}
          />
        </Field>
        <FormActions>
          <BusyButton isBusy={isBusy}>{t('recovery.showAnswer')}</BusyButton>
        </FormActions>
      </Form>
      {found !== null && <Answer state={found} />}
      <Links>
        <SignInLink />
      </Links>
    </StepPage>
  )
}

const colors = { open: 'informative', answered: 'success', refused: 'danger', expired: 'warning' } as const

function Answer({ state: { number, state, answer, createdAt } }: { readonly state: HelpState }) {
  const { t, formatDateTime, formatNumber } = useWords()
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className={styles.answer} aria-label={t('recovery.answer')}>
      <h2 className={styles.heading} ref={heading} tabIndex={-1}>
        {t('requests.number', { number: formatNumber(number) })}
      </h2>
      <Badge appearance="tint" color={colors[state]}>
        {t(`recovery.states.${state}`)}
      </Badge>
      <Body1>{t(`recovery.stateTexts.${state}`)}</Body1>
      {answer !== '' && <Body1 className={styles.text}>{answer}</Body1>}
      <Caption1 className={styles.quiet}>{t('recovery.askedAt', { time: formatDateTime(createdAt) })}</Caption1>
    </section>
  )
}
