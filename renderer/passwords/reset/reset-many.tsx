import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { type FormEvent, type ReactNode, useId, useRef } from 'react'
import type { JobId } from '../../../shared/ids.ts'
import type { ManyPreview } from '../../../shared/passwords.ts'
import type { Selection } from '../../../shared/users.ts'
import { errorCodeOf } from '../../base/api.ts'
import { useErrorText } from '../../base/words/errors.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { ManyPreviewView, useManyPreview } from '../many-preview.tsx'
import { StyleChoice } from '../style-choice.tsx'
import { MustChange } from './must-change.tsx'
import { SendLinkButton } from './send-link-button.tsx'
import { SentLinksView } from './sent-links.tsx'
import { useResetMany } from './use-reset-many.ts'
import { useScrollTo } from './use-scroll-to.ts'
import { useLinkOffer } from './use-send-link.ts'
import { WaitingResult } from './waiting-result.tsx'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
})

export type ResetManyProps = {
  readonly selection: Selection
  readonly onStarted: (jobId: JobId) => void
  readonly onClose: () => void
  readonly jobView: (jobId: JobId) => ReactNode
}

/** The reset of many people: who is included and how, the admin's own password, and in the same panel the job's progress or the sent links. */
export function ResetMany({ selection, onStarted, onClose, jobView }: ResetManyProps) {
  const { t } = useWords()
  const styles = useStyles()
  const formId = useId()
  const warningId = useId()
  const preview = useManyPreview(selection, 'reset')
  const reset = useResetMany(selection, onStarted)
  const { waiting, jobId, sentLinks } = reset
  const isAsking = waiting === null && jobId === null && sentLinks === null
  const count = preview.data?.count ?? 0
  const canStart = count > 0 && reset.ownPassword !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (canStart) reset.start()
  }
  const buttons = isAsking && <ManyButtons {...{ formId, warningId, count, canStart, reset, onClose }} />
  const close = sentLinks !== null && <Button onClick={onClose}>{t('common.close')}</Button>
  const title = t(sentLinks === null ? 'passwords.resetPassword' : 'links.sentTitle')
  return (
    <Panel isOpen title={title} onClose={onClose} footer={buttons || close || undefined}>
      {waiting !== null && <WaitingResult request={waiting} />}
      {jobId !== null && jobView(jobId)}
      {sentLinks !== null && <SentLinksView sent={sentLinks} />}
      {isAsking && (
        <form id={formId} className={styles.form} onSubmit={submit}>
          <ManyPreviewView action="reset" preview={preview.data} error={preview.error} />
          {preview.data !== undefined && count > 0 && (
            <ManyChoices count={count} preview={preview.data} reset={reset} warningId={warningId} />
          )}
        </form>
      )}
    </Panel>
  )
}

type ManyButtonsProps = Omit<ManyChoicesProps, 'preview'> & {
  readonly formId: string
  readonly canStart: boolean
  readonly onClose: () => void
}

function ManyButtons({ formId, warningId, count, canStart, reset, onClose }: ManyButtonsProps) {
  const { t } = useWords()
  const { isOffered } = useLinkOffer(null)
  return (
    <>
      <Button
        type="submit"
        form={formId}
        appearance="primary"
        aria-describedby={count > 0 ? warningId : undefined}
        disabled={!canStart}
        disabledFocusable={reset.isBusy}
      >
        {t('passwords.resetPassword')}
      </Button>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
      {isOffered && count > 0 && <SendLinkButton isOff={!canStart} isBusy={reset.isBusy} onClick={reset.sendLinks} />}
    </>
  )
}

type ManyChoicesProps = {
  readonly count: number
  readonly preview: Pick<ManyPreview, 'cantRequire' | 'withPassword'>
  readonly reset: ReturnType<typeof useResetMany>
  readonly warningId: string
}

function ManyChoices({ count, preview: { cantRequire, withPassword }, reset, warningId }: ManyChoicesProps) {
  const { t } = useWords()
  const errorText = useErrorText()
  const { error } = reset
  const atField = useRef<HTMLDivElement>(null)
  const atEnd = useRef<HTMLDivElement>(null)
  const isWrong = errorCodeOf(error) === 'WRONG_PASSWORD'
  useScrollTo(isWrong ? atField : atEnd, error)
  return (
    <>
      <StyleChoice style={reset.style} onChange={reset.setStyle} />
      <MustChange label={t('passwords.mustChangeMany')} isChecked={reset.mustChange} onChange={reset.setMustChange} />
      {reset.mustChange && <CantRequire {...cantRequire} />}
      <div ref={atField}>
        <PasswordField
          label={t('app.yourPassword')}
          value={reset.ownPassword}
          onChange={reset.typeOwnPassword}
          autoComplete="current-password"
          error={isWrong ? errorText(error) : undefined}
        />
      </div>
      <MessageBar id={warningId} intent="warning" layout="multiline">
        <MessageBarBody>
          {withPassword > 0 && t('passwords.manyWarning', { count: withPassword })}{' '}
          {count > withPassword && t('passwords.manyFirst', { count: count - withPassword })}
        </MessageBarBody>
      </MessageBar>
      <div ref={atEnd}>{!isWrong && <ErrorBar error={error} />}</div>
    </>
  )
}

/** How many of the people their directories won't make change the password. */
function CantRequire({ noPolicy, neverExpires }: ManyPreview['cantRequire']) {
  const { t } = useWords()
  if (noPolicy + neverExpires === 0) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {noPolicy > 0 && t('passwords.cantRequireMany.noPolicy', { count: noPolicy })}{' '}
        {neverExpires > 0 && t('passwords.cantRequireMany.neverExpires', { count: neverExpires })}
      </MessageBarBody>
    </MessageBar>
  )
}
