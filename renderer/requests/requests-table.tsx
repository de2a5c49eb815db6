import { Badge, type BadgeProps, Link } from '@fluentui/react-components'
import type { Request, RequestState } from '../../shared/requests.ts'
import { useWords } from '../base/words/words.ts'
import { type Column, DataTable, type DataTableProps } from '../ui/data-table.tsx'
import { stateText, whatText } from './request-words.ts'

const colours: Record<RequestState, BadgeProps['color']> = {
  open: 'warning',
  approved: 'success',
  refused: 'danger',
  expired: 'informative',
  withdrawn: 'informative',
}

type RequestsTableProps = Pick<DataTableProps<Request>, 'isLoading' | 'empty' | 'pager'> & {
  /** Undefined until they have been read. */
  readonly requests: readonly Request[] | undefined
  readonly onOpen: (request: Request) => void
}

/** The requests of one page. */
export function RequestsTable({ requests, onOpen, isLoading, empty, pager }: RequestsTableProps) {
  const { t, formatDateTime, formatNumber } = useWords()
  const title = (column: 'number' | 'what' | 'who' | 'when' | 'state') => t(`requests.columns.${column}`)
  const columns: readonly Column<Request>[] = [
    { key: 'number', title: title('number'), cell: ({ id }) => formatNumber(id) },
    {
      key: 'what',
      title: title('what'),
      text: 'breaks',
      cell: (request) => (
        <Link as="button" onClick={() => onOpen(request)}>
          {whatText(t, request)}
        </Link>
      ),
    },
    { key: 'who', title: title('who'), text: 'breaks', cell: ({ asker }) => asker.displayName },
    {
      key: 'when',
      title: title('when'),
      text: 'whole',
      cell: ({ createdAt }) => <time dateTime={new Date(createdAt).toISOString()}>{formatDateTime(createdAt)}</time>,
    },
    { key: 'state', title: title('state'), text: 'whole', cell: (request) => <StateBadge request={request} /> },
  ]
  return (
    <DataTable
      label={t('requests.title')}
      rows={requests}
      keyOf={({ id }) => id}
      {...{ columns, isLoading, empty, pager }}
    />
  )
}

/** The state of a request, in colour and words. */
export function StateBadge({ request }: { readonly request: Request }) {
  const { t } = useWords()
  return (
    <Badge appearance="tint" color={colours[request.state]}>
      {stateText(t, request)}
    </Badge>
  )
}
