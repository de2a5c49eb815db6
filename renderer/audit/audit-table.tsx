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
import type { AuditEntry } from '../../shared/audit.ts'
import { actionKey } from '../base/words/action-key.ts'
import { detailText, reasonText, targetText } from '../base/words/entry-words.ts'
import { useWords } from '../base/words/words.ts'

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', minWidth: 0 },
  table: { tableLayout: 'auto' },
  cell: {
    height: 'auto',
    verticalAlign: 'top',
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
  },
  whole: { whiteSpace: 'nowrap' },
  detail: { display: 'block', color: tokens.colorNeutralForeground2 },
})

const columns = ['time', 'who', 'what', 'whom', 'result', 'reason', 'door'] as const

/** The entries of one page; wider than a narrow window, so it scrolls by itself. */
export function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <section className={styles.scroller} aria-label={t('audit.title')} tabIndex={0}>
      <Table size="small" className={styles.table} aria-label={t('audit.title')}>
        <TableHeader>
          <TableRow>
            {columns.map((column) => (
              <TableHeaderCell key={column}>{t(`audit.columns.${column}`)}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {entries.map((entry) => (
            <AuditRow key={entry.id} entry={entry} />
          ))}
        </TableBody>
      </Table>
    </section>
  )
}

function AuditRow({ entry }: { readonly entry: AuditEntry }) {
  const words = useWords()
  const { t, formatDateTime } = words
  const styles = useStyles()
  const utc = new Date(entry.at).toISOString()
  const detail = detailText(words, entry.detail, entry.action)
  return (
    <TableRow>
      <TableCell className={mergeClasses(styles.cell, styles.whole)}>
        <time dateTime={utc} title={`${utc} (UTC)`}>
          {formatDateTime(entry.at)}
        </time>
      </TableCell>
      <TableCell className={styles.cell}>{entry.actor === '' ? t('audit.nobody') : entry.actor}</TableCell>
      <TableCell className={styles.cell}>
        <span title={entry.action}>{t(`audit.actions.${actionKey(entry.action)}`)}</span>
        {detail !== '' && <Caption1 className={styles.detail}>{detail}</Caption1>}
      </TableCell>
      <TableCell className={styles.cell}>{targetText(t, entry.target)}</TableCell>
      <TableCell className={styles.cell}>
        <Badge appearance="tint" color={entry.result === 'success' ? 'success' : 'danger'}>
          {t(`audit.results.${entry.result}`)}
        </Badge>
      </TableCell>
      <TableCell className={styles.cell}>{reasonText(t, entry.reason)}</TableCell>
      <TableCell className={styles.cell}>{t(`audit.doors.${entry.door}`)}</TableCell>
    </TableRow>
  )
}
