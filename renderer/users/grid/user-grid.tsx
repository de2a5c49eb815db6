// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one in a scroll area, which table elements do not allow
import { type CSSProperties, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { UserRow, UserSort } from '../../../shared/users.ts'
import { useSession } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'
import { headerState, isChosen } from '../selection/selection.ts'
import type { UserSelection } from '../selection/use-selection.ts'
import { type RowAt, type ShownUsers, useRowWindow } from '../use-user-rows.ts'
import { type ColumnChoice, columnsThatFit, columnTemplate } from './columns.ts'
import { GridHeader } from './grid-header.tsx'
import type { ActiveCell } from './grid-moves.ts'
import { GridRow, type RowSetting } from './grid-row.tsx'
import { useGridStyles } from './grid-styles.ts'
import { GridTip } from './grid-tip.tsx'
import { type ActiveCellState, useActiveCell } from './use-active-cell.ts'
import { type GridInput, handleClick, handleKeyDown, isMarkingSpace } from './use-grid-input.ts'
import { type GridWindow, useGridWindow } from './use-grid-window.ts'

export type UserGridProps = {
  readonly users: ShownUsers
  readonly columns: readonly ColumnChoice[]
  readonly selection: UserSelection
  readonly onOpen: (row: UserRow) => void
  readonly onReset: (row: UserRow) => void
  readonly onSort: (by: UserSort['by']) => void
  /** Called when the key for the search box was pressed. */
  readonly onFind: () => void
}

/** Empty rows shown until the first answer. */
const placeholderRows = 8

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const watched = element.current
    if (watched === null) return
    setWidth(watched.clientWidth)
    const observer = new ResizeObserver(() => setWidth(watched.clientWidth))
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element])
  return width
}

function useRowSetting(columns: readonly ColumnChoice[], width: number): RowSetting {
  const words = useWords()
  const styles = useGridStyles()
  const asking = useSession()
  const now = useMinute()
  return useMemo(
    () => ({ words, styles, columns: columnsThatFit(columns, width), asking, now }),
    [words, styles, columns, width, asking, now],
  )
}

/** Scrolls to the top after a new search, filter or order. */
function useRestart(users: ShownUsers, { scrollToTop }: GridWindow, { restart }: ActiveCellState): void {
  const before = useRef(users.shownView)
  useLayoutEffect(() => {
    if (before.current === users.shownView) return
    before.current = users.shownView
    scrollToTop()
    restart()
  }, [users.shownView, scrollToTop, restart])
}

/** The row whose controls Tab reaches: the row of the active cell, or the first visible one after scrolling away. */
function tabRow({ active, hasFocus }: ActiveCellState, { first, last }: GridWindow): number {
  const row = Math.max(0, active.row)
  return hasFocus || (row >= first && row <= last) ? row : first
}

type GridBodyProps = {
  readonly view: GridWindow
  readonly rowAt: RowAt
  readonly total: number
  readonly setting: RowSetting
  readonly active: ActiveCell
  readonly tabRow: number
  readonly isTicked: (row: UserRow) => boolean | null
}

function GridBody({ view, rowAt, total, setting, active, tabRow, isTicked }: GridBodyProps) {
  const { styles } = setting
  return (
    <div role={total === 0 ? 'presentation' : 'rowgroup'} className={styles.space} style={{ height: view.height }}>
      <div role="presentation" className={styles.rows} style={{ transform: `translateY(${view.shift}px)` }}>
        {view.rows.map(({ index, top, slot }) => {
          const row = rowAt(index)
          return (
            <GridRow
              key={slot}
              {...{ index, row, top, setting }}
              isChosen={row === undefined ? false : isTicked(row)}
              activeColumn={index === tabRow ? active.column : -1}
            />
          )
        })}
      </div>
    </div>
  )
}

/** The list of people: a grid that renders only the rows in view, however many there are. */
export function UserGrid({ users, columns, selection, onOpen, onReset, onSort, onFind }: UserGridProps) {
  const grid = useRef<HTMLDivElement>(null)
  const setting = useRowSetting(columns, useWidth(grid))
  const { words, styles } = setting
  const { shownView } = users
  const total = users.isFirstLoad ? placeholderRows : users.total
  const cells = useActiveCell(grid, total, setting.columns.length)
  const { active, hasFocus } = cells
  const view = useGridWindow(grid, total, hasFocus && active.row >= 0 ? active.row : null)
  const rowAt = useRowWindow(shownView, view.first, Math.max(view.first, view.last))
  useRestart(users, view, cells)
  const all = headerState(selection.people, shownView.query, total, users.firstRows)
  const input: GridInput = {
    ...{ rowAt, total, columns: setting.columns, rowsPerPage: view.rowsPerPage, active, selection, all },
    ...{ moveTo: cells.moveTo, reveal: view.reveal, onOpen, onReset, onSort, onFind },
  }
  const ticked = (row: UserRow) => isChosen(selection.people, row, shownView.query)
  return (
    <>
      <div
        ref={grid}
        role="grid"
        className={styles.grid}
        style={{ '--kd-columns': columnTemplate(setting.columns) } as CSSProperties}
        aria-label={words.t('users.title')}
        aria-rowcount={total + 1}
        aria-colcount={setting.columns.length}
        aria-multiselectable
        aria-busy={selection.isBusy || users.isFirstLoad || undefined}
        tabIndex={-1}
        onClick={(event) => handleClick(input, event)}
        onKeyDown={(event) => handleKeyDown(input, event)}
        onKeyUp={(event) => isMarkingSpace(input, event) && event.preventDefault()}
        onFocus={cells.onFocus}
        onBlur={cells.onBlur}
      >
        <GridHeader
          setting={setting}
          sort={shownView.sort}
          all={all}
          activeColumn={active.row === -1 ? active.column : 0}
        />
        <GridBody {...{ view, rowAt, total, setting, active }} isTicked={ticked} tabRow={tabRow(cells, view)} />
      </div>
      <GridTip grid={grid} />
    </>
  )
}

/** The time now in milliseconds, anew each minute, for words such as "in 5 minutes". */
function useMinute(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
