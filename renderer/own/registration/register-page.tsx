import { Body1, Button } from '@fluentui/react-components'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { FormActions } from '../../ui/form.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'
import { LoadingPage } from '../../ui/trouble-page.tsx'
import { MethodsPage } from './methods-page.tsx'
import { useOwnMethods, useOwnRegistration } from './own-registration.ts'
import { RegisterSteps } from './register-steps.tsx'
import { useStart } from './use-start.ts'

export type RegisterPageProps = {
  readonly organisation: string
  readonly onRegistered: (recoveryCodes: readonly string[] | null) => void
  readonly onSignOut: () => void
}

/** Shown after the password if a role requires a second factor, and after a pass: an app must be set up before anything else. */
export function RegisterPage({ organisation, onRegistered, onSignOut }: RegisterPageProps) {
  const { t } = useWords()
  const mine = useOwnMethods()
  const { started, start, error } = useStart()
  const cancel = { label: t('sessions.signOut'), run: onSignOut }
  if (mine.isPending) return <LoadingPage />
  const { isRequired, isOffered } = mine.data ?? { isRequired: true, isOffered: true }
  if (!isRequired && !isOffered) return <WithoutApp {...{ organisation, onRegistered, onSignOut }} />
  return (
    <PlainPage title={t('methods.registerTitle')} organisation={organisation} hasFocus={started === null}>
      {started !== null && <RegisterSteps started={started} onRegistered={onRegistered} cancel={cancel} />}
      {started === null && (
        <>
          <Body1>{t(isRequired ? 'methods.mustRegisterText' : 'registration.passText')}</Body1>
          <ErrorBar error={error ?? mine.error} />
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

/** Shown after a pass in an organisation that offers no app: the person registers other methods and then signs out. */
function WithoutApp({ organisation, onRegistered, onSignOut }: RegisterPageProps) {
  const { t } = useWords()
  const info = useOwnRegistration()
  if (info.data === undefined) return <LoadingPage />
  const leave = { label: t('sessions.signOut'), run: onSignOut }
  return (
    <MethodsPage
      info={info.data}
      organisation={organisation}
      leave={leave}
      onDone={onSignOut}
      onRecoveryCodes={onRegistered}
    />
  )
}
