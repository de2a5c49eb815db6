import { Button, MessageBar, MessageBarBody, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular, ShieldCheckmarkRegular } from '@fluentui/react-icons'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { AuditFilter, AuditVerdict } from '../../shared/audit.ts'
import { api, client, errorCodeOf } from '../app/api.ts'
import { useConfirmation } from '../app/confirmation.tsx'
import { useWords } from '../app/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Pager } from '../ui/pager.tsx'
import { saveFile } from '../ui/save-file.ts'
import { AuditFilters } from './audit-filters.tsx'
import { AuditTable } from './audit-table.tsx'
import { verdictText } from './audit-words.ts'
import { useAuditFilter } from './use-audit-filter.ts'

const pageSize = 100

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  tools: { display: 'flex', flexWrap: 'wrap' },
  // No gap of its own: the status is empty most of the time.
  notice: { ':not(:empty)': { paddingBottom: tokens.spacingVerticalM } },
})

/** Who did what to whom, newest first; checked and exported from here. */
export function AuditPage() {
  const { t } = useWords()
  const styles = useStyles()
  const filter = useAuditFilter()
  const input = { filter: filter.filter, offset: filter.offset, limit: pageSize }
  const log = useQuery(api.audit.list.queryOptions({ input, placeholderData: keepPreviousData, gcTime: 0 }))
  const verifying = useMutation(api.audit.verify.mutationOptions())
  const exporting = useExport(filter.filter)
  return (
    <div className={styles.root}>
      <PageHeader title={t('audit.title')}>
        <div className={styles.tools}>
          <Button
            appearance="subtle"
            icon={<ShieldCheckmarkRegular />}
            disabledFocusable={verifying.isPending}
            onClick={() => verifying.mutate({})}
          >
            {t('audit.verify')}
          </Button>
          <Button
            appearance="subtle"
            icon={<ArrowDownloadRegular />}
            disabledFocusable={exporting.isPending}
            onClick={exporting.start}
          >
            {t('audit.export')}
          </Button>
        </div>
      </PageHeader>
      <div>
        <div className={styles.notice}>
          <ErrorBar error={log.error ?? verifying.error ?? exporting.error} />
        </div>
        <div role="status" className={styles.notice}>
          {verifying.isPending && <Spinner size="small" label={t('audit.verifying')} />}
          {verifying.data !== undefined && !verifying.isPending && <Verdict verdict={verifying.data} />}
        </div>
        <AuditFilters filter={filter} />
      </div>
      <Entries log={log.data} filter={filter} />
    </div>
  )
}

function Verdict({ verdict }: { readonly verdict: AuditVerdict }) {
  const { t } = useWords()
  return (
    <MessageBar intent={verdict.isIntact ? 'success' : 'error'} layout="multiline">
      <MessageBarBody>{verdictText(t, verdict)}</MessageBarBody>
    </MessageBar>
  )
}

type EntriesProps = {
  readonly log: { readonly entries: Parameters<typeof AuditTable>[0]['entries']; readonly total: number } | undefined
  readonly filter: ReturnType<typeof useAuditFilter>
}

function Entries({ log, filter }: EntriesProps) {
  const { t } = useWords()
  if (log === undefined) return <Spinner label={t('ui.loading')} />
  if (log.total === 0) {
    const clear = filter.isFiltering ? <Button onClick={filter.clear}>{t('audit.clearFilter')}</Button> : undefined
    return <EmptyState title={t('audit.emptyTitle')} text={t('audit.emptyText')} action={clear} />
  }
  return (
    <>
      <AuditTable entries={log.entries} />
      <Pager
        label={t('audit.pages')}
        offset={filter.offset}
        limit={pageSize}
        total={log.total}
        onTurn={filter.setOffset}
      />
    </>
  )
}

function useExport(filter: AuditFilter) {
  const { language } = useWords()
  const withConfirmation = useConfirmation()
  const { isPending, error, mutate } = useMutation({
    mutationFn: () => withConfirmation(() => client.audit.exportFile({ filter, language })),
    onSuccess: (file) => saveFile(file.fileName, file.csv),
  })
  // Who closes the question for the password has changed their mind.
  return { isPending, error: errorCodeOf(error) === 'CONFIRMATION_NEEDED' ? null : error, start: () => mutate() }
}
