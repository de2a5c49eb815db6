// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one in a scroll area, which table elements do not allow
import { type CSSProperties, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { UserRow } from '../../../shared/users.ts'
import { useSession } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'
import { headerState, isChosen } from '../selection/selection.ts'
import type { UserSelection } from '../selection/use-selection.ts'
import { type RowAt, type ShownUsers, useRowWindow } from '../use-user-rows.ts'
import { allowedWidth, columnsThatFit, columnTemplate, type Widths } from './column-widths.ts'
import { dropColumn, type GridColumn, isMovable, movePast } from './columns.ts'
import { GridHeader } from './grid-header.tsx'
import type { ActiveCell } from './grid-moves.ts'
import { GridRow, type RowSetting } from './grid-row.tsx'
import { useGridStyles } from './grid-styles.ts'
import { GridTip } from './grid-tip.tsx'
import { type ListSetting, rowHeightOf } from './list-look.ts'
import { type ActiveCellState, useActiveCell } from './use-active-cell.ts'
import { useContentWidths } from './use-content-widths.ts'
import {
  type GridDoing,
  type GridInput,
  type GridMenu,
  handleClick,
  handleContextMenu,
  handleDoubleClick,
  handleKeyDown,
  isMarkingSpace,
} from './use-grid-input.ts'
import { type GridWindow, useGridWindow } from './use-grid-window.ts'
import { type HeaderGesture, type HeaderPointerProps, useHeaderPointer } from './use-header-pointer.ts'

export type UserGridProps = Omit<GridDoing, 'onMenu'> & {
  readonly users: ShownUsers
  readonly setting: ListSetting
  readonly selection: UserSelection
  /** `restore` gives the focus back to the cell from which the menu was opened. */
  readonly onMenu: (menu: GridMenu, restore: () => void) => void
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

/** What all rows share, with the columns as wide as their content, as chosen, or as they are being dragged. */
function useRowSetting(
  { columns, look }: ListSetting,
  width: number,
  now: number,
  content: Widths,
  gesture: HeaderGesture | null,
): RowSetting {
  const words = useWords()
  const styles = useGridStyles()
  const asking = useSession()
  const { widths, hasNameBelow } = look
  const rowHeight = rowHeightOf(look)
  return useMemo(() => {
    const chosen = gesture?.kind === 'resize' ? { ...widths, [gesture.id]: gesture.width } : widths
    const placed = columnsThatFit(columns, width, content, chosen)
    return { words, styles, columns: placed, asking, now, rowHeight, hasNameBelow }
  }, [words, styles, columns, width, content, widths, gesture, asking, now, rowHeight, hasNameBelow])
}

/** What is chosen about the columns at their headings. */
function useColumnShaping({ columns, look, setLook, setColumns }: ListSetting, visible: readonly GridColumn[]) {
  const { t } = useWords()
  /** What a screen reader is told, because nothing that it reads has changed. */
  const [said, setSaid] = useState('')
  const onWidth = (id: GridColumn['id'], width: number | null) => {
    if (width !== null) setSaid(t('users.columnWidth', { name: t(`users.columns.${id}`), width: allowedWidth(width) }))
    const { [id]: _, ...others } = look.widths
    setLook({ ...look, widths: width === null ? others : { ...others, [id]: allowedWidth(width) } })
  }
  const onMove = (id: GridColumn['id'], by: -1 | 1) => {
    setSaid(t(by < 0 ? 'users.columnLeft' : 'users.columnRight', { name: t(`users.columns.${id}`) }))
    const ids = visible.map((column) => column.id)
    if (isMovable(id)) setColumns(movePast(columns, id, by, ids))
  }
  const onDrop: HeaderPointerProps['onDrop'] = (id, onto) => setColumns(dropColumn(columns, id, onto))
  return { onWidth, onMove, onDrop, said }
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
export function UserGrid({ users, setting: listSetting, selection, onMenu, ...doing }: UserGridProps) {
  const grid = useRef<HTMLDivElement>(null)
  const words = useWords()
  const now = useMinute()
  const { hasNameBelow } = listSetting.look
  const { shownView } = users
  const total = users.isFirstLoad ? placeholderRows : users.total
  const pointer = useHeaderPointer()
  const { gesture } = pointer
  const content = useContentWidths(grid, { words, now, hasNameBelow })
  const setting = useRowSetting(listSetting, useWidth(grid), now, content.widths, gesture)
  const { styles, rowHeight } = setting
  const cells = useActiveCell(grid, total, setting.columns.length)
  const { active, hasFocus } = cells
  const view = useGridWindow(grid, total, hasFocus && active.row >= 0 ? active.row : null, rowHeight)
  const rowAt = useRowWindow(shownView, view.first, Math.max(view.first, view.last))
  useRestart(users, view, cells)
  const all = headerState(selection.people, shownView.query, total, users.firstRows)
  const { onWidth, onMove, onDrop, said } = useColumnShaping(listSetting, setting.columns)
  const input: GridInput = {
    ...{ rowAt, total, columns: setting.columns, rowsPerPage: view.rowsPerPage, active, selection, all },
    ...{ view: shownView, moveTo: cells.moveTo, reveal: view.reveal, onWidth, onMove, ...doing },
    onMenu: (menu) => onMenu(menu, cells.refocus),
  }
  const ticked = (row: UserRow) => isChosen(selection.people, row, shownView.query)
  useLayoutEffect(() => content.see([...users.firstRows, ...view.rows.map(({ index }) => rowAt(index))]))
  return (
    <>
      <div
        ref={grid}
        role="grid"
        className={styles.grid}
        style={{ '--kd-columns': columnTemplate(setting.columns), '--kd-row': `${rowHeight}px` } as CSSProperties}
        aria-label={words.t('users.title')}
        aria-rowcount={total + 1}
        aria-colcount={setting.columns.length}
        aria-multiselectable
        aria-busy={selection.isBusy || users.isFirstLoad || undefined}
        tabIndex={-1}
        onClick={(event) => !pointer.takeDrag() && handleClick(input, event)}
        onDoubleClick={(event) => handleDoubleClick(input, event)}
        onContextMenu={(event) => handleContextMenu(input, event)}
        onKeyDown={(event) => handleKeyDown(input, event)}
        onKeyUp={(event) => isMarkingSpace(input, event) && event.preventDefault()}
        onFocus={cells.onFocus}
        onBlur={cells.onBlur}
        {...pointer.handlersFor({ columns: setting.columns, onWidth, onDrop })}
      >
        <GridHeader
          setting={setting}
          sort={shownView.sort}
          all={all}
          activeColumn={active.row === -1 ? active.column : 0}
          isWaiting={users.isFirstLoad}
          dropOnto={gesture?.kind === 'move' && gesture.onto !== gesture.id ? gesture.onto : null}
        />
        <GridBody {...{ view, rowAt, total, setting, active }} isTicked={ticked} tabRow={tabRow(cells, view)} />
      </div>
      <span aria-live="polite" className={styles.hidden}>
        {said}
      </span>
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
