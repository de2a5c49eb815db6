import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { JobId } from '../../shared/ids.ts'
import type { UserFilter } from '../../shared/users.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { sameFilter } from './user-view.ts'
import { waitingFilter } from './waiting.tsx'

/** A reset of many people whose dialog was closed just now; `isImport` for people who were imported a moment ago. */
export type FinishedReset = { readonly jobId: JobId; readonly isImport: boolean }

/** True for a list that the people leave by getting a new password. */
function isLeftByReset(filter: UserFilter): boolean {
  if (sameFilter(filter, waitingFilter)) return false
  return filter.passwordState.length > 0 || filter.signIn.includes('locked')
}

type AfterResetProps = {
  readonly reset: FinishedReset | null
  /** The filter of the list in which the people were. */
  readonly filter: UserFilter
  readonly onShowWaiting: () => void
  /** Called once the reset was taken notice of, so that it is not shown again when the page opens the next time. */
  readonly onSeen: () => void
  readonly onResults: (jobId: JobId) => void
}

/** Shows the people of a reset where the list would be empty now, and says so. */
export function AfterReset({ reset, filter, onShowWaiting, onSeen, onResults }: AfterResetProps) {
  const [shown, setShown] = useState<JobId | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a reset that is new moves the list
  useEffect(() => {
    if (reset === null) return
    onSeen()
    if (!reset.isImport && !isLeftByReset(filter)) return
    onShowWaiting()
    setShown(reset.jobId)
  }, [reset])
  if (shown === null || !sameFilter(filter, waitingFilter)) return null
  return <ResetBar jobId={shown} onResults={onResults} onClose={() => setShown(null)} />
}

type ResetBarProps = Pick<AfterResetProps, 'onResults'> & { readonly jobId: JobId; readonly onClose: () => void }

function ResetBar({ jobId, onResults, onClose }: ResetBarProps) {
  const { t } = useWords()
  const { data } = useQuery(api.jobs.get.queryOptions({ input: { id: jobId } }))
  if (data === undefined) return null
  return (
    <MessageBar intent="success" layout="multiline" role="status">
      <MessageBarBody>
        {t('jobs.done.resetPasswords', { count: data.done })}. {t('users.waiting.listed')}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button appearance="transparent" icon={<DismissRegular />} aria-label={t('common.close')} onClick={onClose} />
        }
      >
        <Button size="small" onClick={() => onResults(jobId)}>
          {t('users.waiting.results')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}
