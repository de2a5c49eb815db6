import { Body1, Button, Link } from '@fluentui/react-components'
import { useState } from 'react'
import { useErrorText } from '../../base/words/errors.ts'
import { useWords } from '../../base/words/words.ts'
import { CodeField } from '../../ui/code-field.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'
import { useCode } from '../use-code.ts'

export type FactorPageProps = {
  readonly organisation: string
  /** Sends a code of the app or a recovery code to the service. */
  readonly prove: (code: string) => Promise<void>
  /** Why signing out did not work. */
  readonly failure?: unknown
  /** True to say who can help somebody who has neither. */
  readonly saysWhoHelps?: boolean
  readonly onSignOut: () => void
}

/** The second step of signing in. It tells nothing about the account, because only the password is proved so far. */
export function FactorPage({ organisation, prove, failure = null, saysWhoHelps = false, onSignOut }: FactorPageProps) {
  const { t } = useWords()
  const [isRecovery, setIsRecovery] = useState(false)
  const errorText = useErrorText()
  const form = useCode(prove)
  const change = () => {
    setIsRecovery(!isRecovery)
    form.reset()
  }
  return (
    <PlainPage title={t('methods.factorTitle')} organisation={organisation} hasFocus={false}>
      <Body1>{t(isRecovery ? 'methods.recoveryCodeText' : 'methods.factorText')}</Body1>
      <Form onSubmit={() => void form.submit()}>
        <ErrorBar error={form.error ?? failure} />
        <CodeField
          key={String(isRecovery)}
          label={t(isRecovery ? 'methods.recoveryCode' : 'methods.code')}
          hint={isRecovery ? t('methods.recoveryCodeHint') : undefined}
          error={form.wrong === null ? undefined : errorText(form.wrong)}
          kind={isRecovery ? 'text' : 'digits'}
          value={form.code}
          onChange={form.setCode}
          inputRef={form.input}
        />
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={form.isBusy}>
            {t('methods.verify')}
          </Button>
          <Button onClick={onSignOut}>{t('common.cancel')}</Button>
        </FormActions>
      </Form>
      <div>
        <Link as="button" type="button" onClick={change}>
          {t(isRecovery ? 'methods.useApp' : 'methods.useRecoveryCode')}
        </Link>
      </div>
      {saysWhoHelps && isRecovery && <Body1>{t('methods.lostBoth')}</Body1>}
    </PlainPage>
  )
}
