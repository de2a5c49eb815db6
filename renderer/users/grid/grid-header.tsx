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

function SortButton({
  column,
  sort,
  setting,
  tabIndex,
}: Omit<GridHeaderProps, 'all' | 'activeColumn'> & {
  readonly column: GridColumn
  readonly tabIndex: number
}) {
  const { styles, words } = setting
  const label = words.t(`users.columns.${column.id}`)
  const Arrow = sort.direction === 'ascending' ? ArrowUp16Regular : ArrowDown16Regular
  return (
    <button
      type="button"
      className={styles.sort}
      tabIndex={tabIndex}
      data-act="sort"
      data-sort={column.sortKey ?? undefined}
      title={label}
    >
      <span className={styles.sortText}>{label}</span>
      {sort.by === column.sortKey && (
        <span className={styles.sortIcon}>
          <Arrow />
        </span>
      )}
    </button>
  )
}

function HeaderCell(props: GridHeaderProps & { readonly column: GridColumn; readonly position: number }) {
  const { column, position, setting, sort, activeColumn } = props
  const isIcon = column.id === 'select' || column.id === 'reset'
  const tabIndex = activeColumn === position ? 0 : -1
  return (
    <div
      role="columnheader"
      className={mergeClasses(setting.styles.cell, isIcon && setting.styles.iconCell)}
      data-column={position}
      aria-sort={column.sortKey !== null && sort.by === column.sortKey ? sort.direction : undefined}
      tabIndex={column.id === 'reset' ? tabIndex : undefined}
    >
      {column.id === 'select' && <SelectAll all={props.all} setting={setting} tabIndex={tabIndex} />}
      {column.id === 'reset' && (
        <span className={setting.styles.hidden}>{setting.words.t('passwords.resetPassword')}</span>
      )}
      {column.sortKey !== null && <SortButton column={column} sort={sort} setting={setting} tabIndex={tabIndex} />}
    </div>
  )
}

/** The headings: select all, and for each column a button that sorts by it. The grid handles the clicks. */
export const GridHeader = memo(function GridHeader(props: GridHeaderProps) {
  return (
    <div role="row" className={props.setting.styles.header} data-row={-1} aria-rowindex={1}>
      {props.setting.columns.map((column, position) => (
        <HeaderCell key={column.id} {...props} column={column} position={position} />
      ))}
    </div>
  )
})
