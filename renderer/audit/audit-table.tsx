import { Badge, Caption1, makeStyles, tokens } from '@fluentui/react-components'
import type { AuditEntry } from '../../shared/audit.ts'
import { actionKey } from '../../shared/i18n/action-key.ts'
import { reasonText, targetText } from '../../shared/i18n/entry-texts.ts'
import { detailText } from '../base/words/entry-words.ts'
import { useWords } from '../base/words/words.ts'
import { type Column, DataTable, type DataTableProps } from '../ui/data-table.tsx'

const useStyles = makeStyles({
  detail: { display: 'block', color: tokens.colorNeutralForeground2 },
})

type AuditTableProps = Pick<DataTableProps<AuditEntry>, 'isLoading' | 'empty' | 'pager'> & {
  /** Undefined until they have been read. */
  readonly entries: readonly AuditEntry[] | undefined
}

/** The entries of one page. */
export function AuditTable({ entries, isLoading, empty, pager }: AuditTableProps) {
  const { t } = useWords()
  const title = (column: 'time' | 'who' | 'what' | 'whom' | 'result' | 'reason' | 'door') =>
    t(`audit.columns.${column}`)
  const columns: readonly Column<AuditEntry>[] = [
    { key: 'time', title: title('time'), text: 'whole', cell: (entry) => <Time entry={entry} /> },
    { key: 'who', title: title('who'), cell: ({ actor }) => (actor === '' ? t('audit.nobody') : actor) },
    { key: 'what', title: title('what'), cell: (entry) => <What entry={entry} /> },
    { key: 'whom', title: title('whom'), cell: ({ target }) => targetText(t, target) },
    { key: 'result', title: title('result'), text: 'whole', cell: (entry) => <Result entry={entry} /> },
    { key: 'reason', title: title('reason'), cell: ({ reason }) => reasonText(t, reason) },
    { key: 'door', title: title('door'), cell: ({ door }) => t(`audit.doors.${door}`) },
  ]
  return (
    <DataTable
      label={t('audit.title')}
      rows={entries}
      keyOf={({ id }) => id}
      size="small"
      isTopAligned
      {...{ columns, isLoading, empty, pager }}
    />
  )
}

type EntryProps = { readonly entry: AuditEntry }

function Time({ entry: { at } }: EntryProps) {
  const { formatDateTime } = useWords()
  const utc = new Date(at).toISOString()
  return (
    <time dateTime={utc} title={`${utc} (UTC)`}>
      {formatDateTime(at)}
    </time>
  )
}

function What({ entry: { action, detail } }: EntryProps) {
  const words = useWords()
  const styles = useStyles()
  const details = detailText(words, detail, action)
  return (
    <>
      <span title={action}>{words.t(`audit.actions.${actionKey(action)}`)}</span>
      {details !== '' && <Caption1 className={styles.detail}>{details}</Caption1>}
    </>
  )
}

function Result({ entry: { result } }: EntryProps) {
  const { t } = useWords()
  return (
    <Badge appearance="tint" color={result === 'success' ? 'success' : 'danger'}>
      {t(`audit.results.${result}`)}
    </Badge>
  )
}
