import { Badge, Caption1, makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { ReportRow } from '../../shared/registration.ts'
import { useWords } from '../base/words/words.ts'
import { type Column, DataTable, type DataTableProps } from '../ui/data-table.tsx'
import { YesNo } from './yes-no.tsx'

const useStyles = makeStyles({
  username: { display: 'block', color: tokens.colorNeutralForeground2 },
  admin: { marginInlineStart: tokens.spacingHorizontalS, verticalAlign: 'middle' },
})

const answers = ['isEnabled', 'isRegistered', 'isCapable'] as const

type ReportTableProps = Pick<DataTableProps<ReportRow>, 'empty' | 'pager'> & { readonly rows: readonly ReportRow[] }

/** The people of one page of the report. */
export function ReportTable({ rows, empty, pager }: ReportTableProps) {
  const { t } = useWords()
  const title = (column: 'name' | 'methods' | (typeof answers)[number]) => t(`registration.report.columns.${column}`)
  const columns: readonly Column<ReportRow>[] = [
    { key: 'name', title: title('name'), text: 'breaks', cell: (row) => <Name row={row} /> },
    ...answers.map((name) => ({
      key: name,
      title: title(name),
      cell: (row: ReportRow): ReactNode => <YesNo isYes={row[name]} />,
    })),
    { key: 'methods', title: title('methods'), text: 'breaks', cell: (row) => <Methods row={row} /> },
  ]
  return (
    <DataTable
      label={t('registration.report.table')}
      keyOf={({ userId }) => userId}
      minWidth="46rem"
      {...{ columns, rows, empty, pager }}
    />
  )
}

function Name({ row }: { readonly row: ReportRow }) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <>
      {row.displayName}
      {row.isAdmin && (
        <Badge appearance="outline" color="informative" className={styles.admin}>
          {t('registration.report.columns.isAdmin')}
        </Badge>
      )}
      <Caption1 className={styles.username}>{row.username}</Caption1>
    </>
  )
}

function Methods({ row }: { readonly row: ReportRow }) {
  const { t } = useWords()
  const methods = row.methods.map((method) => t(`methods.names.${method}`))
  return methods.length === 0 ? t('registration.report.noMethods') : methods.join(', ')
}
