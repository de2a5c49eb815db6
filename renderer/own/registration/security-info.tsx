import { Body1, Spinner } from '@fluentui/react-components'
import type { Registration } from '../../../shared/registration.ts'
import type { ProofMethod } from '../../../shared/rules/self-service.ts'
import { useWords } from '../../base/words/words.ts'
import { useArrival } from '../../ui/arriving.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { countedMethods, isOffered, type NoteOf, useNote } from './method-words.ts'
import { useOwnMethods, useOwnRegistration } from './own-registration.ts'
import { AppRows } from './rows/app-rows.tsx'
import { EmailRow } from './rows/email-row.tsx'
import { PhoneRow } from './rows/phone-row.tsx'
import { QuestionsRow } from './rows/questions-row.tsx'

export type SecurityInfoProps = {
  /** Shows new codes on a page of their own, which a lock does not remove. */
  readonly onRecoveryCodes: (codes: readonly string[]) => void
}

/** The methods of the signed-in person: which there are, what they can be used for, and how to change them. */
export function SecurityInfo({ onRecoveryCodes }: SecurityInfoProps) {
  const { t } = useWords()
  const info = useOwnRegistration()
  useArrival(info.isLoading)
  return (
    <>
      <ErrorBar error={info.error} />
      {info.isPending && <Spinner size="small" delay={300} label={t('ui.loading')} />}
      {info.data !== undefined && (
        <>
          <Summary info={info.data} />
          <MethodList info={info.data} onRecoveryCodes={onRecoveryCodes} />
        </>
      )}
    </>
  )
}

/** Says whether the person could reset a forgotten password. */
function Summary({ info }: { readonly info: Registration }) {
  const { t } = useWords()
  if (!info.isEnabled) return <Body1>{t('registration.notEnabled')}</Body1>
  if (info.isRegistered) return <Body1>{t('registration.isRegistered')}</Body1>
  return <Body1>{t('registration.missing', { count: info.required - countedMethods(info) })}</Body1>
}

type MethodListProps = SecurityInfoProps & {
  readonly info: Registration
  /** True to list only methods that bring the person closer to being registered, without their notes. */
  readonly isOfferedOnly?: boolean
}

/** Every method, one row each. */
export function MethodList({ info, isOfferedOnly = false, onRecoveryCodes }: MethodListProps) {
  const mine = useOwnMethods()
  useArrival(mine.isLoading)
  const noteOf = useNote(info)
  const note: NoteOf = isOfferedOnly ? () => null : noteOf
  const isShown = (...methods: readonly ProofMethod[]) =>
    !isOfferedOnly || methods.some((method) => isOffered(info, method))
  const notes = { app: note('authenticator'), codes: note('recoveryCode') }
  return (
    <div>
      <ErrorBar error={mine.error} />
      {mine.data !== undefined && isShown('authenticator', 'recoveryCode') && (
        <AppRows mine={mine.data} notes={notes} onRecoveryCodes={onRecoveryCodes} />
      )}
      {isShown('email') && <EmailRow info={info} note={note} />}
      {isShown('sms') && <PhoneRow info={info} note={note} />}
      <QuestionsRow info={info} note={note} />
    </div>
  )
}
