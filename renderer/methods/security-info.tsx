import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '../app/api.ts'
import { useNotify } from '../app/notify.tsx'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { MaybeButton } from './maybe-button.tsx'
import { MethodRow } from './method-row.tsx'
import { RegisterSteps } from './register-steps.tsx'
import { RemovePanel } from './remove-panel.tsx'
import { Titled } from './titled.tsx'
import { useMethodAction } from './use-method-action.ts'
import { useStart } from './use-start.ts'

export type SecurityInfoProps = {
  /** Shows new codes on a page of their own, where no lock takes them away. */
  readonly onRecoveryCodes: (codes: readonly string[]) => void
}

type Mine = Awaited<ReturnType<typeof client.methods.mine>>

/** What the signed-in person has registered to prove who they are, and how to change it. */
export function SecurityInfo({ onRecoveryCodes }: SecurityInfoProps) {
  const { t } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const mine = useQuery({ ...api.methods.mine.queryOptions({ input: {} }), gcTime: 0 })
  const { started, start, stop, error } = useStart()
  const codes = useMethodAction()
  const [isRemoving, setIsRemoving] = useState(false)

  const registered = (recoveryCodes: readonly string[] | null) => {
    if (recoveryCodes !== null) return onRecoveryCodes(recoveryCodes)
    stop()
    notify(t('methods.registered'))
    void queries.invalidateQueries({ queryKey: api.methods.key() })
  }
  const createCodes = () =>
    codes.run(
      () => client.methods.createRecoveryCodes({}),
      ({ recoveryCodes }) => onRecoveryCodes(recoveryCodes),
    )
  const removed = () => {
    setIsRemoving(false)
    notify(t('methods.removed'))
  }
  const actions = {
    onStart: () => void start(),
    onRemove: () => setIsRemoving(true),
    onCodes: () => void createCodes(),
  }
  return (
    <Titled level={2} title={t('methods.securityInfo')}>
      <ErrorBar error={mine.error ?? error ?? codes.error} />
      {mine.data !== undefined && <Rows mine={mine.data} {...actions} />}
      {started !== null && (
        <Panel isOpen size="small" title={t('methods.registerTitle')} onClose={stop}>
          <RegisterSteps
            started={started}
            onRegistered={registered}
            cancel={{ label: t('common.cancel'), run: stop }}
          />
        </Panel>
      )}
      {isRemoving && (
        <RemovePanel
          title={t('methods.removeApp')}
          text={t('methods.removeText')}
          remove={() => client.methods.removeAuthenticator({})}
          onRemoved={removed}
          onClose={() => setIsRemoving(false)}
        />
      )}
    </Titled>
  )
}

type RowsProps = {
  readonly mine: Mine
  readonly onStart: () => void
  readonly onRemove: () => void
  readonly onCodes: () => void
}

function Rows({ mine, onStart, onRemove, onCodes }: RowsProps) {
  const { t, formatDate } = useWords()
  const { authenticatorSince, recoveryCodesLeft, isRequired, isOffered } = mine
  const whyNotStart = isOffered || isRequired ? null : t('methods.notOffered')
  const badge = isRequired ? t('methods.isRequired') : undefined
  if (authenticatorSince === null) {
    return (
      <MethodRow name={t('methods.authenticator')} state={t('methods.notSetUp')} badge={badge}>
        <MaybeButton label={t('methods.add')} whyNot={whyNotStart} onClick={onStart} />
      </MethodRow>
    )
  }
  const since = t('methods.since', { date: formatDate(authenticatorSince) })
  return (
    <div>
      <MethodRow name={t('methods.authenticator')} state={since} badge={badge}>
        <MaybeButton
          label={t('methods.replace')}
          name={t('methods.replaceApp')}
          whyNot={whyNotStart}
          onClick={onStart}
        />
        <MaybeButton
          label={t('methods.remove')}
          name={t('methods.removeApp')}
          whyNot={isRequired ? t('errors.FACTOR_REQUIRED') : null}
          onClick={onRemove}
        />
      </MethodRow>
      <MethodRow name={t('methods.codesTitle')} state={t('methods.codesLeft', { count: recoveryCodesLeft })}>
        <MaybeButton label={t('methods.newCodes')} whyNot={null} onClick={onCodes} />
      </MethodRow>
    </div>
  )
}
