import { Body1, Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular, ContactCardRegular } from '@fluentui/react-icons'
import { type ReactNode, useState } from 'react'
import type { ReportFilter } from '../../shared/registration.ts'
import { useMay } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { NextStep } from './next-step.tsx'
import { ReportCounts } from './report-counts.tsx'
import { ReportFilters } from './report-filters.tsx'
import { ReportTable } from './report-table.tsx'
import { useExportReport } from './use-export-report.ts'
import { pageSize, type Report, useReport } from './use-report.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  tools: { display: 'flex', flexWrap: 'wrap' },
})

type RegistrationSectionProps = {
  /** The people whom it shows first, where something leads to them. */
  readonly start?: ReportFilter
  /** Opens the policies, where self-service is switched on. */
  readonly onOpenPolicies: () => void
  /** The panel for importing contact information, which belongs to another slice. */
  readonly importPanel: (onClose: () => void) => ReactNode
}

/** Registration: who may reset their own password, who has registered methods, and who could do it now. */
export function RegistrationSection({ start, onOpenPolicies, importPanel }: RegistrationSectionProps) {
  const { t } = useWords()
  const styles = useStyles()
  const mayImport = useMay('users.change')
  const report = useReport(start)
  const exporting = useExportReport(report.asked)
  const [isImporting, setIsImporting] = useState(false)
  const openImport = () => setIsImporting(true)
  return (
    <div className={styles.root}>
      <Body1>{t('registration.report.lead')}</Body1>
      <div className={styles.tools}>
        {mayImport && (
          <Button appearance="subtle" icon={<ContactCardRegular />} onClick={openImport}>
            {t('users.contactFile.title')}
          </Button>
        )}
        <Button
          appearance="subtle"
          icon={<ArrowDownloadRegular />}
          disabledFocusable={exporting.isPending || report.data?.total === 0}
          onClick={exporting.start}
        >
          {t('registration.report.export')}
        </Button>
      </div>
      <ErrorBar error={report.error ?? exporting.error} />
      {report.data === undefined && report.error === null && (
        <Spinner size="small" delay={300} label={t('ui.loading')} />
      )}
      {report.data !== undefined && (
        <>
          <NextStep report={report.data} onOpenPolicies={onOpenPolicies} onImport={mayImport ? openImport : null} />
          <ReportCounts
            counts={report.data.counts}
            only={report.choice.only}
            onChoose={(only) => report.change({ only })}
          />
          <ReportFilters report={report} />
          <People report={report} data={report.data} />
        </>
      )}
      {isImporting && importPanel(() => setIsImporting(false))}
    </div>
  )
}

type PeopleProps = { readonly report: Report; readonly data: NonNullable<Report['data']> }

function People({ report, data }: PeopleProps) {
  const { t } = useWords()
  const clear = <Button onClick={report.clear}>{t('registration.report.clear')}</Button>
  const { offset, setOffset } = report
  return (
    <ReportTable
      rows={data.rows}
      empty={
        <EmptyState
          title={t('registration.report.emptyTitle')}
          text={t('registration.report.emptyText')}
          action={clear}
        />
      }
      pager={{
        label: t('registration.report.pages'),
        offset,
        limit: pageSize,
        total: data.total,
        onTurn: setOffset,
      }}
    />
  )
}
