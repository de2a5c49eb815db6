import {
  Body1,
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  mergeClasses,
  ProgressBar,
  tokens,
} from '@fluentui/react-components'
import { ArrowDownloadRegular, ShieldCheckmarkRegular } from '@fluentui/react-icons'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { AuditEntry, AuditVerdict } from '../../shared/audit.ts'
import { api, client, errorCodeOf } from '../base/api.ts'
import { useTimeLeft } from '../base/use-time-left.ts'
import { useWords } from '../base/words/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { useFocusKept } from '../ui/focus-return.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { AuditTable } from './audit-table.tsx'
import { verdictText } from './audit-words.ts'
import { type TypedFilter, useAuditFilter } from './use-audit-filter.ts'
import { useExport } from './use-export.ts'

const pageSize = 100

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  work: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
  bar: { flex: '1 1 15em', maxWidth: '30em' },
  tools: { display: 'flex', flexWrap: 'wrap' },
  // Without a gap, because the status is usually empty.
  notice: {
    ':not(:empty)': { paddingBottom: tokens.spacingVerticalM },
    '& > * + *': { marginTop: tokens.spacingVerticalS },
  },
})

/** Who did what to whom, newest first; checked and exported from here. */
export function AuditPage({ start }: { readonly start?: Partial<TypedFilter> }) {
  const { t } = useWords()
  const styles = useStyles()
  const filter = useAuditFilter(start)
  const input = { filter: filter.filter, offset: filter.offset, limit: pageSize }
  const log = useQuery(api.audit.list.queryOptions({ input, placeholderData: keepPreviousData, gcTime: 0 }))
  const verifying = useMutation(api.audit.verify.mutationOptions())
  const checked = useQuery(
    api.audit.verifying.queryOptions({ input: {}, enabled: verifying.isPending, refetchInterval: 500, gcTime: 0 }),
  )
  const exporting = useExport(filter.filter)
  const isStopped = errorCodeOf(verifying.error) === 'STOPPED'
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
            disabledFocusable={exporting.progress !== null}
            onClick={exporting.start}
          >
            {t('audit.export')}
          </Button>
        </div>
      </PageHeader>
      <div>
        <div className={styles.notice}>
          <ErrorBar error={log.error ?? (isStopped ? null : verifying.error) ?? exporting.error} />
        </div>
        {verifying.isPending && (
          <LongWork
            label={t('audit.verifying')}
            text={(numbers) => t('audit.verifyProgress', numbers)}
            progress={checked.data?.progress ?? null}
            stopLabel={t('audit.stopVerifying')}
            onStop={() => void client.audit.stopVerifying({})}
          />
        )}
        {exporting.progress !== null && (
          <LongWork
            label={t('audit.exporting')}
            text={(numbers) => t('audit.exportProgress', numbers)}
            progress={exporting.progress}
            stopLabel={t('audit.stopExport')}
            onStop={exporting.stop}
          />
        )}
        <div role="status" className={styles.notice}>
          {verifying.data !== undefined && !verifying.isPending && <Verdict verdict={verifying.data} />}
          {exporting.exported !== null && (
            <MessageBar intent="success">
              <MessageBarBody>{t('audit.exported', { count: exporting.exported })}</MessageBarBody>
            </MessageBar>
          )}
        </div>
        <AuditFilters filter={filter} />
      </div>
      <Entries log={log.data} isLoading={log.isPending} filter={filter} />
    </div>
  )
}

type Progress = { readonly done: number; readonly total: number }
type LongWorkProps = {
  readonly label: string
  readonly text: (numbers: Progress) => string
  /** Null until the length of the work is known. */
  readonly progress: Progress | null
  readonly stopLabel: string
  readonly onStop: () => void
}

/** The progress of work over the whole log, with a button to stop it. */
function LongWork({ label, text, progress, stopLabel, onStop }: LongWorkProps) {
  const styles = useStyles()
  useFocusKept()
  const isKnown = progress !== null && progress.total > 0
  const left = useTimeLeft(isKnown ? progress : null)
  return (
    <div className={mergeClasses(styles.notice, styles.work)}>
      <Field
        className={styles.bar}
        label={label}
        hint={isKnown ? [text(progress), left].filter(Boolean).join(', ') : undefined}
      >
        <ProgressBar value={isKnown ? progress.done / progress.total : undefined} />
      </Field>
      <Button onClick={onStop}>{stopLabel}</Button>
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
  readonly log:
    | { readonly entries: readonly AuditEntry[]; readonly total: number; readonly isMore: boolean }
    | undefined
  readonly isLoading: boolean
  readonly filter: ReturnType<typeof useAuditFilter>
}

function Entries({ log, isLoading, filter }: EntriesProps) {
  const { t } = useWords()
  const { offset, setOffset, isFiltering } = filter
  const total = log?.total ?? 0
  const clear = isFiltering ? <Button onClick={filter.clear}>{t('audit.clearFilter')}</Button> : undefined
  return (
    <>
      {log?.isMore && <Body1>{t('audit.more', { count: total })}</Body1>}
      <AuditTable
        entries={log?.entries}
        isLoading={isLoading}
        empty={<EmptyState title={t('audit.emptyTitle')} text={t('audit.emptyText')} action={clear} />}
        pager={{ label: t('audit.pages'), offset, limit: pageSize, total, onTurn: setOffset }}
      />
    </>
  )
}
