import { Body1, Button } from '@fluentui/react-components'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { FormActions } from '../ui/form.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { RegisterSteps } from './register-steps.tsx'
import { useStart } from './use-start.ts'

export type RegisterPageProps = {
  readonly organisation: string
  readonly onRegistered: (recoveryCodes: readonly string[] | null) => void
  readonly onSignOut: () => void
}

/** After the password of somebody whose role requires a second factor: nothing else until there is one. */
export function RegisterPage({ organisation, onRegistered, onSignOut }: RegisterPageProps) {
  const { t } = useWords()
  const { started, start, error } = useStart()
  const cancel = { label: t('sessions.signOut'), run: onSignOut }
  return (
    <PlainPage title={t('methods.registerTitle')} organisation={organisation} hasFocus={started === null}>
      {started !== null && <RegisterSteps started={started} onRegistered={onRegistered} cancel={cancel} />}
      {started === null && (
        <>
          <Body1>{t('methods.mustRegisterText')}</Body1>
          <ErrorBar error={error} />
          <FormActions>
            <Button appearance="primary" onClick={() => void start()}>
              {t('common.next')}
            </Button>
            <Button onClick={onSignOut}>{t('sessions.signOut')}</Button>
          </FormActions>
        </>
      )}
    </PlainPage>
  )
}
