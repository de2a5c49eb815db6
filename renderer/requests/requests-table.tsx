import {
  Badge,
  type BadgeProps,
  Link,
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
import type { Request, RequestState } from '../../shared/requests.ts'
import { useWords } from '../base/words/words.ts'
import { stateText, whatText } from './request-words.ts'

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', minWidth: 0 },
  table: { tableLayout: 'auto' },
  cell: { height: 'auto', padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}` },
  text: { overflowWrap: 'anywhere' },
  whole: { whiteSpace: 'nowrap' },
})

const columns = ['number', 'what', 'who', 'when', 'state'] as const
const colours: Record<RequestState, BadgeProps['color']> = {
  open: 'warning',
  approved: 'success',
  refused: 'danger',
  expired: 'informative',
  withdrawn: 'informative',
}

type RequestsTableProps = {
  readonly requests: readonly Request[]
  readonly onOpen: (request: Request) => void
}

/** The requests of one page; wider than a narrow window, so it scrolls by itself. */
export function RequestsTable({ requests, onOpen }: RequestsTableProps) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <section className={styles.scroller} aria-label={t('requests.title')} tabIndex={0}>
      <Table className={styles.table} aria-label={t('requests.title')}>
        <TableHeader>
          <TableRow>
            {columns.map((column) => (
              <TableHeaderCell key={column}>{t(`requests.columns.${column}`)}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {requests.map((request) => (
            <RequestRow key={request.id} request={request} onOpen={() => onOpen(request)} />
          ))}
        </TableBody>
      </Table>
    </section>
  )
}

function RequestRow({ request, onOpen }: { readonly request: Request; readonly onOpen: () => void }) {
  const { t, formatDateTime, formatNumber } = useWords()
  const styles = useStyles()
  const { id, asker, createdAt } = request
  return (
    <TableRow>
      <TableCell className={styles.cell}>{formatNumber(id)}</TableCell>
      <TableCell className={mergeClasses(styles.cell, styles.text)}>
        <Link as="button" onClick={onOpen}>
          {whatText(t, request)}
        </Link>
      </TableCell>
      <TableCell className={mergeClasses(styles.cell, styles.text)}>{asker.displayName}</TableCell>
      <TableCell className={mergeClasses(styles.cell, styles.whole)}>
        <time dateTime={new Date(createdAt).toISOString()}>{formatDateTime(createdAt)}</time>
      </TableCell>
      <TableCell className={styles.cell}>
        <StateBadge request={request} />
      </TableCell>
    </TableRow>
  )
}

/** Where a request stands, in colour and word. */
export function StateBadge({ request }: { readonly request: Request }) {
  const { t } = useWords()
  return (
    <Badge appearance="tint" color={colours[request.state]}>
      {stateText(t, request)}
    </Badge>
  )
}
