import { Body1, Button } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { JobId } from '../../shared/ids.ts'
import { api, client } from '../base/api.ts'
import type { Chosen } from '../base/chosen.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { ManyPreviewView, useManyPreview } from './many-preview.tsx'

export type RequireChangeDialogProps = {
  readonly chosen: Chosen
  readonly onClose: () => void
  /** Shows a running job; passed in, because jobs are another slice. */
  readonly jobView: (jobId: JobId) => ReactNode
}

/** Requires a new password at the next sign-in; until then the passwords stay as they are. */
export function RequireChangeDialog({ chosen, onClose, jobView }: RequireChangeDialogProps) {
  const { t } = useWords()
  const preview = useManyPreview(chosen.selection, 'requireChange')
  const { jobId, starting } = useRequireChange(chosen, onClose)
  const count = preview.data?.count ?? 0
  if (jobId !== null) {
    return (
      <Panel isOpen title={t('passwords.requireChange')} onClose={onClose}>
        {jobView(jobId)}
      </Panel>
    )
  }
  const buttons = (
    <>
      <Button
        appearance="primary"
        disabled={count === 0}
        disabledFocusable={starting.isBusy}
        onClick={() => void starting.run()}
      >
        {t('passwords.requireChange')}
      </Button>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  return (
    <Panel isOpen title={t('passwords.requireChange')} onClose={onClose} footer={buttons}>
      {chosen.single !== null && (
        <Body1>
          <strong>{chosen.single.displayName}</strong> ({chosen.single.username})
        </Body1>
      )}
      <ManyPreviewView action="requireChange" preview={preview.data} error={preview.error} />
      <Body1>{t('passwords.requireText', { count })}</Body1>
      <ErrorBar error={starting.error} />
    </Panel>
  )
}

function useRequireChange(chosen: Chosen, onClose: () => void) {
  const { t } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const [jobId, setJobId] = useState<JobId | null>(null)
  const starting = useAction(async () => {
    const started = await withConfirmation(() => client.passwords.requireChange({ selection: chosen.selection }))
    void queries.invalidateQueries({ queryKey: api.jobs.key() })
    const isDoneAtOnce = chosen.single !== null && (await finished(started.jobId))
    if (isDoneAtOnce) {
      void queries.invalidateQueries({ queryKey: api.users.key() })
      notify(t('passwords.requireDone', { name: chosen.single.displayName }))
      onClose()
    } else setJobId(started.jobId)
    return started
  })
  return { jobId, starting }
}

/** Waits up to 2 seconds for a job about one person; true if it succeeded, so that a short message is enough. */
async function finished(id: JobId): Promise<boolean> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const job = await client.jobs.get({ id })
    if (job.state !== 'running') return job.state === 'done' && job.done === job.total
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return false
}
