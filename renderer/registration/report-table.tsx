import {
  Badge,
  Caption1,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import type { ReportRow } from '../../shared/registration.ts'
import { useWords } from '../base/words/words.ts'
import { YesNo } from './yes-no.tsx'

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', minWidth: 0 },
  table: { tableLayout: 'auto', minWidth: '46rem' },
  cell: { height: 'auto', padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}` },
  text: { overflowWrap: 'anywhere' },
  username: { display: 'block', color: tokens.colorNeutralForeground2 },
  admin: { marginInlineStart: tokens.spacingHorizontalS, verticalAlign: 'middle' },
})

const answers = ['isEnabled', 'isRegistered', 'isCapable'] as const

/** The people of one page of the report; wider than a narrow window, so it scrolls by itself. */
export function ReportTable({ rows }: { readonly rows: readonly ReportRow[] }) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <section className={styles.scroller} aria-label={t('registration.report.table')} tabIndex={0}>
      <Table className={styles.table} aria-label={t('registration.report.table')}>
        <TableHeader>
          <TableRow>
            {(['name', ...answers, 'methods'] as const).map((column) => (
              <TableHeaderCell key={column}>{t(`registration.report.columns.${column}`)}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <Row key={row.userId} row={row} />
          ))}
        </TableBody>
      </Table>
    </section>
  )
}

function Row({ row }: { readonly row: ReportRow }) {
  const { t } = useWords()
  const styles = useStyles()
  const methods = row.methods.map((method) => t(`methods.names.${method}`))
  return (
    <TableRow>
      <TableCell className={mergeClasses(styles.cell, styles.text)}>
        {row.displayName}
        {row.isAdmin && (
          <Badge appearance="outline" color="informative" className={styles.admin}>
            {t('registration.report.columns.isAdmin')}
          </Badge>
        )}
        <Caption1 className={styles.username}>{row.username}</Caption1>
      </TableCell>
      {answers.map((name) => (
        <TableCell key={name} className={styles.cell}>
          <YesNo isYes={row[name]} />
        </TableCell>
      ))}
      <TableCell className={mergeClasses(styles.cell, styles.text)}>
        {methods.length === 0 ? t('registration.report.noMethods') : methods.join(', ')}
      </TableCell>
    </TableRow>
  )
}
