import { useState } from 'react'
import type { RegisteredMethods } from '../../../../shared/methods.ts'
import { useNotify } from '../../../base/notify.tsx'
import { useConfirmedAction } from '../../../base/use-action.ts'
import { useWords } from '../../../base/words/words.ts'
import { ErrorBar } from '../../../ui/error-bar.tsx'
import { MaybeButton } from '../../../ui/maybe-button.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { RemovePanel } from '../../../ui/remove-panel.tsx'
import { useOwnClients } from '../../own-clients.ts'
import { useRefresh } from '../own-registration.ts'
import { RegisterSteps } from '../register-steps.tsx'
import { useStart } from '../use-start.ts'
import { MethodRow } from './method-row.tsx'

type Mine = RegisteredMethods & { readonly isOffered: boolean }

export type AppRowsProps = {
  readonly mine: Mine
  /** What the app and the codes can be used for. */
  readonly notes: { readonly app: string | null; readonly codes: string | null }
  /** Shows new codes on a page of their own, which a lock does not remove. */
  readonly onRecoveryCodes: (codes: readonly string[]) => void
}

/** The authenticator app and its recovery codes, for the second step of signing in and for resetting a password. */
export function AppRows({ mine, notes, onRecoveryCodes }: AppRowsProps) {
  const { t } = useWords()
  const notify = useNotify()
  const refresh = useRefresh()
  const { methods } = useOwnClients()
  const { started, start, stop, error } = useStart()
  const codes = useConfirmedAction(refresh)
  const [isRemoving, setIsRemoving] = useState(false)

  const registered = (recoveryCodes: readonly string[] | null) => {
    if (recoveryCodes !== null) return onRecoveryCodes(recoveryCodes)
    stop()
    notify(t('methods.registered'))
    refresh()
  }
  const createCodes = () =>
    codes.run(
      () => methods.createRecoveryCodes({}),
      ({ recoveryCodes }) => onRecoveryCodes(recoveryCodes),
    )
  const removed = () => {
    setIsRemoving(false)
    notify(t('methods.removed'))
  }
  return (
    <>
      <ErrorBar error={error ?? codes.error} />
      <AppRow mine={mine} note={notes.app} onStart={() => void start()} onRemove={() => setIsRemoving(true)} />
      {mine.authenticatorSince !== null && (
        <CodesRow left={mine.recoveryCodesLeft} note={notes.codes} onCreate={() => void createCodes()} />
      )}
      {started !== null && (
        <Panel isOpen title={t('methods.registerTitle')} onClose={stop}>
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
          remove={() => methods.removeAuthenticator({})}
          onRemoved={removed}
          onSettled={refresh}
          onClose={() => setIsRemoving(false)}
        />
      )}
    </>
  )
}

type AppRowProps = {
  readonly mine: Mine
  readonly note: string | null
  readonly onStart: () => void
  readonly onRemove: () => void
}

function AppRow({ mine, note, onStart, onRemove }: AppRowProps) {
  const { t, formatDate } = useWords()
  const { authenticatorSince, isRequired } = mine
  const whyNotStart = mine.isOffered || isRequired ? null : t('methods.notOffered')
  const about = { name: t('methods.authenticator'), note, badge: isRequired ? t('methods.isRequired') : undefined }
  if (authenticatorSince === null) {
    return (
      <MethodRow {...about} state={t('methods.notSetUp')}>
        <MaybeButton label={t('methods.addShort')} name={t('methods.add')} whyNot={whyNotStart} onClick={onStart} />
      </MethodRow>
    )
  }
  return (
    <MethodRow {...about} state={t('methods.since', { date: formatDate(authenticatorSince) })}>
      <MaybeButton label={t('methods.replace')} name={t('methods.replaceApp')} whyNot={whyNotStart} onClick={onStart} />
      <MaybeButton
        label={t('methods.remove')}
        name={t('methods.removeApp')}
        whyNot={isRequired ? t('errors.FACTOR_REQUIRED') : null}
        onClick={onRemove}
      />
    </MethodRow>
  )
}

type CodesRowProps = { readonly left: number; readonly note: string | null; readonly onCreate: () => void }

function CodesRow({ left, note, onCreate }: CodesRowProps) {
  const { t } = useWords()
  return (
    <MethodRow name={t('methods.codesTitle')} state={t('methods.codesLeft', { count: left })} note={note}>
      <MaybeButton label={t('methods.createNew')} name={t('methods.newCodes')} whyNot={null} onClick={onCreate} />
    </MethodRow>
  )
}
