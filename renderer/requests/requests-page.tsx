import { Dropdown, Field, makeStyles, Option, tokens } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { JobId, RequestId } from '../../shared/ids.ts'
import { type OpenKind, openKind } from '../../shared/requests.ts'
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
  filter: { maxWidth: '300px' },
  control: { minWidth: 0, width: '100%' },
})

type RequestsPageProps = HelpWays & {
  /** The open requests of one kind, where something leads to them; null for all. */
  readonly start: OpenKind | null
  readonly onResults: (jobId: JobId) => void
}

/** Requests that wait for a decision, and those that were decided lately. */
export function RequestsPage({ start, onResults, ...ways }: RequestsPageProps) {
  const { t } = useWords()
  const styles = useStyles()
  const [offset, setOffset] = useState(0)
  const [only, setOnly] = useState(start)
  const [openId, setOpenId] = useState<RequestId | null>(null)
  const options = api.requests.list.queryOptions({
    input: { offset, limit, ...(only !== null && { only }) },
    placeholderData: keepPreviousData,
  })
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
      <Field label={t('requests.show')} className={styles.filter}>
        <Dropdown
          className={styles.control}
          value={t(`requests.only.${only ?? 'all'}`)}
          selectedOptions={[only ?? 'all']}
          onOptionSelect={(_, choice) => {
            setOffset(0)
            setOnly(openKind.options.find((one) => one === choice.optionValue) ?? null)
          }}
        >
          {(['all', ...openKind.options] as const).map((one) => (
            <Option key={one} value={one}>
              {t(`requests.only.${one}`)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <RequestsTable
        requests={data?.requests}
        isLoading={isPending}
        empty={
          <EmptyState
            title={t('requests.emptyTitle')}
            text={only === null ? t('requests.emptyText') : t('requests.emptyOnly')}
          />
        }
        pager={{ label: t('requests.pages'), offset, limit, total, onTurn: setOffset }}
        onOpen={({ id }) => setOpenId(id)}
      />
      {open !== undefined && (
        <RequestPanel key={open.id} request={open} onClose={() => setOpenId(null)} onResults={showResults} {...ways} />
      )}
    </div>
  )
}
