import { makeStyles, tokens } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { JobId, RequestId } from '../../shared/ids.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { afterDialog } from '../ui/after-dialog.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import type { HelpWays } from './help-buttons.tsx'
import { NotificationsBar } from './notifications-bar.tsx'
import { RequestPanel } from './request-panel.tsx'
import { RequestsTable } from './requests-table.tsx'
import { pollInterval } from './use-open-requests.ts'

const limit = 50

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
})

type RequestsPageProps = HelpWays & { readonly onResults: (jobId: JobId) => void }

/** Requests that wait for a decision, and those that were decided lately. */
export function RequestsPage({ onResults, ...ways }: RequestsPageProps) {
  const { t } = useWords()
  const styles = useStyles()
  const [offset, setOffset] = useState(0)
  const [openId, setOpenId] = useState<RequestId | null>(null)
  const options = api.requests.list.queryOptions({ input: { offset, limit }, placeholderData: keepPreviousData })
  const { data, error, isPending } = useQuery({ ...options, staleTime: 0, refetchInterval: pollInterval })
  const total = data?.total ?? 0
  // Goes back a page when the last row of the last page is not listed any more.
  if (data !== undefined && offset > 0 && offset >= total) setOffset(Math.max(0, offset - limit))
  const open = data?.requests.find(({ id }) => id === openId)
  const showResults = (jobId: JobId) => {
    setOpenId(null)
    afterDialog(() => onResults(jobId))
  }
  return (
    <div className={styles.root}>
      <PageHeader title={t('requests.title')} />
      <ErrorBar error={error} />
      <NotificationsBar />
      <RequestsTable
        requests={data?.requests}
        isLoading={isPending}
        empty={<EmptyState title={t('requests.emptyTitle')} text={t('requests.emptyText')} />}
        pager={{ label: t('requests.pages'), offset, limit, total, onTurn: setOffset }}
        onOpen={({ id }) => setOpenId(id)}
      />
      {open !== undefined && (
        <RequestPanel key={open.id} request={open} onClose={() => setOpenId(null)} onResults={showResults} {...ways} />
      )}
    </div>
  )
}
