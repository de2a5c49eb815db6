import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { type FormEvent, type ReactNode, useId, useRef } from 'react'
import type { JobId } from '../../shared/ids.ts'
import type { Selection } from '../../shared/users.ts'
import { errorCodeOf } from '../app/api.ts'
import { useErrorText } from '../app/errors.ts'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { ManyPreviewView } from './many-preview.tsx'
import { MustChange } from './must-change.tsx'
import { StyleChoice } from './style-choice.tsx'
import { useManyPreview } from './use-many-preview.ts'
import { useResetMany } from './use-reset-many.ts'
import { useScrollTo } from './use-scroll-to.ts'
import { WaitingResult } from './waiting-result.tsx'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
})

export type ResetManyProps = {
  readonly selection: Selection
  readonly onClose: () => void
  readonly jobView: (jobId: JobId) => ReactNode
}

/** The reset of many: who, how, the admin's own password again, then the job's progress in the same panel. */
export function ResetMany({ selection, onClose, jobView }: ResetManyProps) {
  const { t } = useWords()
  const styles = useStyles()
  const formId = useId()
  const warningId = useId()
  const preview = useManyPreview(selection, 'reset')
  const reset = useResetMany(selection)
  const count = preview.data?.count ?? 0
  const canStart = count > 0 && reset.ownPassword !== ''

  if (reset.waiting !== null) {
    return (
      <Panel isOpen title={t('passwords.resetPassword')} onClose={onClose}>
        <WaitingResult request={reset.waiting} />
      </Panel>
    )
  }
  if (reset.jobId !== null) {
    return (
      <Panel isOpen title={t('passwords.resetPassword')} onClose={onClose}>
        {jobView(reset.jobId)}
      </Panel>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (canStart) void reset.starting.run()
  }
  const buttons = (
    <>
      <Button
        type="submit"
        form={formId}
        appearance="primary"
        aria-describedby={count > 0 ? warningId : undefined}
        disabled={!canStart}
        disabledFocusable={reset.starting.isBusy}
      >
        {t('passwords.resetPassword')}
      </Button>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  return (
    <Panel isOpen title={t('passwords.resetPassword')} onClose={onClose} footer={buttons}>
      <form id={formId} className={styles.form} onSubmit={submit}>
        <ManyPreviewView action="reset" preview={preview.data} error={preview.error} />
        {count > 0 && <ManyChoices count={count} reset={reset} warningId={warningId} />}
      </form>
    </Panel>
  )
}

type ManyChoicesProps = {
  readonly count: number
  readonly reset: ReturnType<typeof useResetMany>
  readonly warningId: string
}

function ManyChoices({ count, reset, warningId }: ManyChoicesProps) {
  const { t } = useWords()
  const errorText = useErrorText()
  const { starting } = reset
  const atField = useRef<HTMLDivElement>(null)
  const atEnd = useRef<HTMLDivElement>(null)
  const isWrong = errorCodeOf(starting.error) === 'WRONG_PASSWORD'
  useScrollTo(isWrong ? atField : atEnd, starting.error)
  return (
    <>
      <StyleChoice style={reset.style} onChange={reset.setStyle} />
      <MustChange label={t('passwords.mustChangeMany')} isChecked={reset.mustChange} onChange={reset.setMustChange} />
      <div ref={atField}>
        <PasswordField
          label={t('app.yourPassword')}
          value={reset.ownPassword}
          onChange={reset.typeOwnPassword}
          autoComplete="current-password"
          error={isWrong ? errorText(starting.error) : undefined}
        />
      </div>
      <MessageBar id={warningId} intent="warning" layout="multiline">
        <MessageBarBody>{t('passwords.manyWarning', { count })}</MessageBarBody>
      </MessageBar>
      <div ref={atEnd}>{!isWrong && <ErrorBar error={starting.error} />}</div>
    </>
  )
}
