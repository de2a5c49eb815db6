import { Body1, Button, Link } from '@fluentui/react-components'
import { useState } from 'react'
import type { SessionInfo } from '../../shared/sessions.ts'
import { client } from '../base/api.ts'
import { useErrorText } from '../base/words/errors.ts'
import { useWords } from '../base/words/words.ts'
import { CodeField } from '../ui/code-field.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { useCode } from '../ui/use-code.ts'

export type FactorPageProps = {
  readonly organisation: string
  readonly onProved: (ticket: { readonly token: string; readonly session: SessionInfo }) => void
  readonly onSignOut: () => void
}

/** The second step of signing in. It says nothing of the account, because only the password has been right so far. */
export function FactorPage({ organisation, onProved, onSignOut }: FactorPageProps) {
  const { t } = useWords()
  const [isRecovery, setIsRecovery] = useState(false)
  const errorText = useErrorText()
  const { code, setCode, input, error, wrong, isBusy, submit, reset } = useCode(async (typed) =>
    onProved(await client.sessions.proveFactor({ code: typed })),
  )
  const change = () => {
    setIsRecovery(!isRecovery)
    reset()
  }
  return (
    <PlainPage title={t('methods.factorTitle')} organisation={organisation} hasFocus={false}>
      <Body1>{t(isRecovery ? 'methods.recoveryCodeText' : 'methods.factorText')}</Body1>
      <Form onSubmit={() => void submit()}>
        <ErrorBar error={error} />
        <CodeField
          key={String(isRecovery)}
          label={t(isRecovery ? 'methods.recoveryCode' : 'methods.code')}
          hint={isRecovery ? t('methods.recoveryCodeHint') : undefined}
          error={wrong === null ? undefined : errorText(wrong)}
          kind={isRecovery ? 'text' : 'digits'}
          value={code}
          onChange={setCode}
          inputRef={input}
        />
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
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
      {isRecovery && <Body1>{t('methods.lostBoth')}</Body1>}
    </PlainPage>
  )
}
