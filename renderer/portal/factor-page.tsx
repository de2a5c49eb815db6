import { Body1, Button, Link } from '@fluentui/react-components'
import { useState } from 'react'
import type { PortalSession } from '../../shared/portal-account.ts'
import { useErrorText } from '../base/words/errors.ts'
import { useWords } from '../base/words/words.ts'
import { CodeField } from '../ui/code-field.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { useCode } from '../ui/use-code.ts'
import { account } from './portal-api.ts'

type FactorPageProps = {
  readonly organisation: string
  readonly failure: unknown
  readonly onProved: (session: PortalSession) => void
  readonly onSignOut: () => void
}

/** The second step of signing in: a code of the authenticator app, or a recovery code. */
export function FactorPage({ organisation, failure, onProved, onSignOut }: FactorPageProps) {
  const { t } = useWords()
  const [isRecovery, setIsRecovery] = useState(false)
  const errorText = useErrorText()
  const form = useCode(async (code) => onProved(await account.proveFactor({ code })))
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
          kind={isRecovery ? 'text' : 'digits'}
          error={form.wrong === null ? undefined : errorText(form.wrong)}
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
    </PlainPage>
  )
}
