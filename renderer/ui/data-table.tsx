import {
  makeStyles,
  mergeClasses,
  Skeleton,
  SkeletonItem,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useWords } from '../base/words/words.ts'
import { useIsLate } from './late.ts'
import { Pager, type PagerProps } from './pager.tsx'

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', minWidth: 0 },
  byContent: { tableLayout: 'auto' },
  cell: { height: 'auto', padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}` },
  top: { verticalAlign: 'top' },
  breaks: { overflowWrap: 'anywhere' },
  whole: { whiteSpace: 'nowrap' },
  skeleton: { display: 'grid', gap: tokens.spacingVerticalL, paddingBlock: tokens.spacingVerticalM, minWidth: 0 },
  line: { display: 'grid', gridAutoFlow: 'column', gridAutoColumns: '1fr', gap: tokens.spacingHorizontalXXL },
})

export type Column<Row> = {
  readonly key: string
  readonly title: string
  /** `breaks`: long words may be broken anywhere. `whole`: the text stays in one line. */
  readonly text?: 'breaks' | 'whole'
  readonly cell: (row: Row) => ReactNode
}

export type DataTableProps<Row> = {
  /** The accessible name of the table and of the part that scrolls. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  /** Undefined until they have been read. */
  readonly rows: readonly Row[] | undefined
  readonly keyOf: (row: Row) => string | number
  /** True while the rows are being read; placeholders are shown then. */
  readonly isLoading?: boolean
  /** Shown in place of a table without rows. */
  readonly empty?: ReactNode
  readonly size?: 'small' | 'medium'
  /** The widths of the columns: by their content, or equal. */
  readonly widths?: 'byContent' | 'even'
  /** True for cells of several lines, which then begin at the top of their row. */
  readonly isTopAligned?: boolean
  /** The table scrolls in a narrower place; a CSS length. */
  readonly minWidth?: string
  /** `region` is a landmark; `group` is for a table below a heading that names it; `none` for a table that is never too wide. */
  readonly scroller?: 'region' | 'group' | 'none'
  readonly pager?: PagerProps
}

/** A table that scrolls by itself where it is wider than the window, with the keyboard too. */
export function DataTable<Row>({ rows, columns, isLoading = false, empty = null, ...rest }: DataTableProps<Row>) {
  if (rows === undefined) return isLoading ? <TableSkeleton columns={columns} /> : null
  // A page beyond the last one has no rows, although the list is not empty.
  if (rows.length === 0 && (rest.pager?.total ?? 0) === 0) return empty
  const { label, scroller = 'region', pager, keyOf, size, widths, isTopAligned, minWidth } = rest
  return (
    <>
      <Scroller label={label} kind={scroller}>
        <Rows
          label={label}
          rows={rows}
          columns={columns}
          keyOf={keyOf}
          size={size}
          widths={widths}
          isTopAligned={isTopAligned}
          minWidth={minWidth}
        />
      </Scroller>
      {pager !== undefined && <Pager {...pager} />}
    </>
  )
}

type ScrollerProps = {
  readonly label: string
  readonly kind: NonNullable<DataTableProps<unknown>['scroller']>
  readonly children: ReactNode
}

function Scroller({ label, kind, children }: ScrollerProps) {
  const styles = useStyles()
  if (kind === 'none') return children
  if (kind === 'region') {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
      <section className={styles.scroller} aria-label={label} tabIndex={0}>
        {children}
      </section>
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <div role="group" className={styles.scroller} aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}

type RowsProps<Row> = Pick<
  DataTableProps<Row>,
  'label' | 'columns' | 'keyOf' | 'size' | 'widths' | 'isTopAligned' | 'minWidth'
> & { readonly rows: readonly Row[] }

function Rows<Row>({ label, rows, columns, keyOf, size, widths, isTopAligned = false, minWidth }: RowsProps<Row>) {
  const styles = useStyles()
  const cellClass = (text: Column<Row>['text']) =>
    mergeClasses(styles.cell, isTopAligned && styles.top, text !== undefined && styles[text])
  return (
    <Table
      size={size ?? 'medium'}
      className={widths === 'even' ? undefined : styles.byContent}
      style={{ minWidth }}
      aria-label={label}
    >
      <TableHeader>
        <TableRow>
          {columns.map(({ key, title }) => (
            <TableHeaderCell key={key}>{title}</TableHeaderCell>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={keyOf(row)}>
            {columns.map(({ key, text, cell }) => (
              <TableCell key={key} className={cellClass(text)}>
                {cell(row)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

const lines = ['heading', 'first', 'second', 'third', 'fourth'] as const

/** Grey bars in the places of the headings and rows. */
function TableSkeleton<Row>({ columns }: Pick<DataTableProps<Row>, 'columns'>) {
  const { t } = useWords()
  const styles = useStyles()
  if (!useIsLate()) return null
  return (
    <Skeleton className={styles.skeleton} aria-label={t('ui.loading')}>
      {lines.map((line) => (
        <div key={line} className={styles.line}>
          {columns.map(({ key }) => (
            <SkeletonItem key={key} size={line === 'heading' ? 12 : 16} />
          ))}
        </div>
      ))}
    </Skeleton>
  )
}
