// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one in a scroll area, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus is in the cells, not in the row
import { mergeClasses } from '@fluentui/react-components'
import { ArrowDown16Regular, ArrowUp16Regular } from '@fluentui/react-icons'
import { memo, useEffect, useRef } from 'react'
import type { UserSort } from '../../../shared/users.ts'
import type { HeaderState } from '../selection/selection.ts'
import type { GridColumn } from './columns.ts'
import type { RowSetting } from './grid-row.tsx'

export type GridHeaderProps = {
  readonly setting: RowSetting
  readonly sort: UserSort
  readonly all: HeaderState
  /** The header cell that Tab reaches; the arrow keys reach the others. */
  readonly activeColumn: number
  /** The column that a dragged heading would take the place of; null for none. */
  readonly dropOnto: GridColumn['id'] | null
  /** True until the first rows are there: their content decides where the headings stand. */
  readonly isWaiting: boolean
}

function SelectAll({
  all,
  setting,
  tabIndex,
}: Pick<GridHeaderProps, 'all' | 'setting'> & { readonly tabIndex: number }) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = all === 'mixed'
  })
  return (
    <input
      ref={box}
      type="checkbox"
      className={setting.styles.checkbox}
      checked={all === true}
      readOnly
      tabIndex={tabIndex}
      data-act="toggleAll"
      aria-label={setting.words.t('users.selectAll')}
    />
  )
}

type SortButtonProps = Pick<GridHeaderProps, 'setting' | 'sort'> & {
  readonly column: GridColumn
  readonly tabIndex: number
}

function SortButton({ column, sort, setting, tabIndex }: SortButtonProps) {
  const { styles, words } = setting
  const Arrow = sort.direction === 'ascending' ? ArrowUp16Regular : ArrowDown16Regular
  return (
    <button
      type="button"
      className={styles.sort}
      tabIndex={tabIndex}
      data-act="sort"
      data-sort={column.sortKey ?? undefined}
    >
      <span className={styles.sortText} data-cut="">
        {words.t(`users.columns.${column.id}`)}
      </span>
      {sort.by === column.sortKey && (
        <span className={styles.sortIcon}>
          <Arrow />
        </span>
      )}
    </button>
  )
}

function HeaderCell(props: GridHeaderProps & { readonly column: GridColumn; readonly position: number }) {
  const { column, position, setting, sort, activeColumn, dropOnto } = props
  const { styles } = setting
  const isIcon = column.id === 'select' || column.id === 'reset'
  const tabIndex = activeColumn === position ? 0 : -1
  return (
    <div
      role="columnheader"
      className={mergeClasses(
        styles.cell,
        styles.heading,
        isIcon && styles.iconCell,
        dropOnto === column.id && styles.dropPlace,
      )}
      data-column={position}
      aria-sort={column.sortKey !== null && sort.by === column.sortKey ? sort.direction : undefined}
      tabIndex={column.id === 'reset' ? tabIndex : undefined}
    >
      {column.id === 'select' && <SelectAll all={props.all} setting={setting} tabIndex={tabIndex} />}
      {column.id === 'reset' && <span className={styles.hidden}>{setting.words.t('passwords.resetPassword')}</span>}
      {column.sortKey !== null && <SortButton column={column} sort={sort} setting={setting} tabIndex={tabIndex} />}
      {column.sortKey !== null && <span aria-hidden className={styles.handle} data-resize="" />}
    </div>
  )
}

/** The headings: select all, and for each column a button that sorts by it, and an edge to make it wider. The grid handles clicks and drags. */
export const GridHeader = memo(function GridHeader(props: GridHeaderProps) {
  const { styles } = props.setting
  return (
    <div
      role="row"
      className={mergeClasses(styles.header, props.isWaiting && styles.waiting)}
      data-row={-1}
      aria-rowindex={1}
    >
      {props.setting.columns.map((column, position) => (
        <HeaderCell key={column.id} {...props} column={column} position={position} />
      ))}
    </div>
  )
})
