import { Body1, Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { Registration } from '../../../shared/registration.ts'
import { useConfirmedAction } from '../../base/use-action.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { FormActions } from '../../ui/form.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'
import { useOwnClients } from '../own-clients.ts'
import { countedMethods } from './method-words.ts'
import { MethodList } from './security-info.tsx'

export type MethodsPageProps = {
  readonly info: Registration
  readonly organisation: string
  readonly onRecoveryCodes: (codes: readonly string[]) => void
  /** Called when enough is registered and the person presses Done. */
  readonly onDone: () => void
  /** The button that leaves the page before enough is registered. */
  readonly leave: { readonly label: string; readonly run: () => void }
}

/** The methods that the policy offers: how many are needed, and which are registered. */
export function MethodsPage({ info, organisation, onRecoveryCodes, onDone, leave }: MethodsPageProps) {
  const { t } = useWords()
  const { registration } = useOwnClients()
  const { run, error, isBusy } = useConfirmedAction(() => {})
  const { required, isRegistered, isReconfirmDue } = info
  // Also confirms the methods where a review is due.
  const done = () => run(async () => isReconfirmDue && (await registration.reconfirm({})), onDone)
  return (
    <PlainPage title={t('registration.setUpTitle')} organisation={organisation}>
      {isRegistered ? (
        <MessageBar intent="success" layout="multiline" role="status">
          <MessageBarBody>{t('registration.isRegistered')}</MessageBarBody>
        </MessageBar>
      ) : (
        <Body1 role="status">{t('registration.progress', { count: required, done: countedMethods(info) })}</Body1>
      )}
      <ErrorBar error={error} />
      <MethodList isOfferedOnly info={info} onRecoveryCodes={onRecoveryCodes} />
      <FormActions>
        {isRegistered ? (
          <Button appearance="primary" disabledFocusable={isBusy} onClick={() => void done()}>
            {t('registration.done')}
          </Button>
        ) : (
          <Button onClick={leave.run}>{leave.label}</Button>
        )}
      </FormActions>
    </PlainPage>
  )
}
