import type { KeyboardEvent, MouseEvent } from 'react'
import type { UserRow, UserSort } from '../../../shared/users.ts'
import type { MenuPlace } from '../commands/context-menu.tsx'
import { chosenCount, type HeaderState, isChosen } from '../selection/selection.ts'
import type { UserSelection } from '../selection/use-selection.ts'
import type { RowAt } from '../use-user-rows.ts'
import type { UserView } from '../user-view.ts'
import { type PlacedColumn, widthStep } from './column-widths.ts'
import { type GridColumn, isMovable } from './columns.ts'
import { type ActiveCell, movedCell } from './grid-moves.ts'
import { cellOf } from './use-active-cell.ts'

/** Whose menu is asked for: that of one person, of everybody selected, or of a column. */
export type GridMenu =
  | { readonly of: 'person'; readonly row: UserRow; readonly at: MenuPlace }
  | { readonly of: 'chosen'; readonly at: MenuPlace }
  | { readonly of: 'column'; readonly column: PlacedColumn; readonly at: MenuPlace }

/** What the page does for the grid. */
export type GridDoing = {
  readonly onOpen: (row: UserRow) => void
  readonly onReset: (row: UserRow) => void
  readonly onEdit: (row: UserRow) => void
  /** Deletes everybody selected; where nobody is, the person of this row. */
  readonly onDelete: (row: UserRow | undefined) => void
  /** Copies everybody selected; where nobody is, the person of this row. */
  readonly onCopy: (row: UserRow | undefined) => void
  readonly onMenu: (menu: GridMenu) => void
  readonly onSort: (by: UserSort['by']) => void
  /** Called when the key for the search box was pressed. */
  readonly onFind: () => void
}

export type GridInput = GridDoing & {
  readonly rowAt: RowAt
  readonly total: number
  readonly columns: readonly PlacedColumn[]
  readonly rowsPerPage: number
  readonly active: ActiveCell
  readonly view: UserView
  readonly selection: UserSelection
  readonly all: HeaderState
  readonly moveTo: (cell: ActiveCell) => void
  readonly reveal: (row: number) => void
  readonly onWidth: (id: GridColumn['id'], width: number | null) => void
  readonly onMove: (id: GridColumn['id'], by: -1 | 1) => void
}

function extend({ selection, rowAt }: GridInput, from: number, to: number): void {
  const anchor = selection.anchorIndex ?? from
  const [first, last] = anchor < to ? [anchor, to] : [to, anchor]
  const loaded: UserRow[] = []
  for (let index = first; index <= last; index++) {
    const row = rowAt(index)
    if (row === undefined) break
    loaded.push(row)
  }
  const isComplete = loaded.length === last - first + 1
  selection.extendTo(anchor, to, isComplete ? loaded.map((row) => row.id) : null)
}

function toggle(input: GridInput, index: number, isRange: boolean): void {
  const row = input.rowAt(index)
  if (isRange && input.selection.anchorIndex !== null) {
    extend(input, index, index)
    getSelection()?.removeAllRanges()
  } else if (row !== undefined) input.selection.toggle(row, index)
}

type Click = { readonly event: MouseEvent; readonly index: number; readonly control: Element | null }

function isMarking({ shiftKey, ctrlKey, metaKey }: MouseEvent): boolean {
  return shiftKey || ctrlKey || metaKey
}

/** The actions of the controls, by their `data-act`. */
const acts: Record<string, (input: GridInput, click: Click) => void> = {
  open: (input, { event, index }) => {
    const row = input.rowAt(index)
    if (isMarking(event)) toggle(input, index, event.shiftKey)
    else if (row !== undefined) input.onOpen(row)
  },
  reset: (input, { index }) => {
    const row = input.rowAt(index)
    if (row?.canReset) input.onReset(row)
  },
  toggle: (input, { event, index }) => toggle(input, index, event.shiftKey),
  toggleAll: (input) => input.selection.toggleAll(input.all),
  sort: (input, { control }) => input.onSort(control?.getAttribute('data-sort') as UserSort['by']),
}

/** True if somebody has marked a text with the mouse, which a click at its end would not mean to give up. */
const hasMarkedText = () => getSelection()?.isCollapsed === false

/**
 * Handles a click anywhere in the grid: `data-act` names the action of the control, and the checkbox also reacts to clicks anywhere in its cell. A
 * click elsewhere in a row selects that person alone, as in a folder of Windows.
 */
export function handleClick(input: GridInput, event: MouseEvent): void {
  const target = event.target as Element
  const cell = cellOf(target)
  if (cell === null) return
  const control = target.closest('[data-act]')
  const isCheckboxCell = input.columns[cell.column]?.id === 'select'
  const act = acts[control?.getAttribute('data-act') ?? '']
  if (act !== undefined) act(input, { event, index: cell.row, control })
  else if (cell.row < 0) return
  else if (isCheckboxCell || isMarking(event)) toggle(input, cell.row, event.shiftKey)
  else selectOnly(input, cell.row)
}

function selectOnly(input: GridInput, index: number): void {
  const row = input.rowAt(index)
  if (row !== undefined && !hasMarkedText()) input.selection.only(row, index)
}

/** A double click opens the details of the row; at the edge of a heading it gives the column the width of its content. */
export function handleDoubleClick(input: GridInput, event: MouseEvent): void {
  const target = event.target as Element
  const cell = cellOf(target)
  if (cell === null || target.closest('[data-act]') !== null) return
  const column = input.columns[cell.column]
  if (cell.row < 0) {
    if (target.closest('[data-resize]') !== null && column !== undefined) input.onWidth(column.id, null)
    return
  }
  const row = input.rowAt(cell.row)
  if (row === undefined || column?.id === 'select') return
  getSelection()?.removeAllRanges()
  input.onOpen(row)
}

function openMenu(input: GridInput, cell: ActiveCell, at: MenuPlace): boolean {
  const column = input.columns[cell.column]
  if (cell.row < 0) {
    if (column !== undefined && column.sortKey !== null) input.onMenu({ of: 'column', column, at })
    return column?.sortKey != null
  }
  const row = input.rowAt(cell.row)
  if (row === undefined) return false
  const { selection, view } = input
  const isIn = isChosen(selection.people, row, view.query) !== false
  if (isIn && chosenCount(selection.people) > 1) input.onMenu({ of: 'chosen', at })
  else {
    if (!isIn) selection.only(row, cell.row)
    input.onMenu({ of: 'person', row, at })
  }
  return true
}

/** The menu of what is under the pointer; a row that is not selected is selected alone first, so that it is plain whom the menu is about. */
export function handleContextMenu(input: GridInput, event: MouseEvent): void {
  const cell = cellOf(event.target)
  if (cell === null) return
  input.moveTo(cell)
  if (openMenu(input, cell, { x: event.clientX, y: event.clientY })) event.preventDefault()
}

function move(input: GridInput, event: KeyboardEvent): boolean {
  const { active, columns, total, rowsPerPage } = input
  const cell = movedCell(active, event, { rows: total, columns: columns.length, rowsPerPage })
  if (cell === null) return false
  if (event.shiftKey && cell.row !== active.row && cell.row >= 0 && active.row >= 0) extend(input, active.row, cell.row)
  if (cell.row >= 0) input.reveal(cell.row)
  input.moveTo(cell)
  return true
}

/** True where Space selects the row: everywhere but on the key icon and in the header, where it presses the button. */
export function isMarkingSpace(
  { active, columns }: Pick<GridInput, 'active' | 'columns'>,
  event: KeyboardEvent,
): boolean {
  return event.key === ' ' && active.row >= 0 && columns[active.column]?.id !== 'reset'
}

/** Moves the column of the keyboard, which stays on it. The columns before the first that can be moved stay. */
function moveColumn({ active, columns, onMove, moveTo }: GridInput, by: -1 | 1): void {
  const [column, neighbour] = [columns[active.column], columns[active.column + by]]
  if (column === undefined || neighbour === undefined || !isMovable(column.id) || !isMovable(neighbour.id)) return
  onMove(column.id, by)
  moveTo({ row: -1, column: active.column + by })
}

/** On a heading, Shift and an arrow make the column wider or narrower; with Ctrl as well they move it. */
function shape(input: GridInput, event: KeyboardEvent): boolean {
  const column = input.columns[input.active.column]
  const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
  if (input.active.row !== -1 || !event.shiftKey || by === 0 || column === undefined || column.sortKey === null)
    return false
  if (event.ctrlKey || event.metaKey) moveColumn(input, by)
  else input.onWidth(column.id, column.width + by * widthStep)
  return true
}

const isMenuKey = ({ key, shiftKey }: KeyboardEvent) => key === 'ContextMenu' || (key === 'F10' && shiftKey)

/** The keys of a folder in Windows: F2, Delete, Ctrl+C, the menu key. */
function actOnRow(input: GridInput, event: KeyboardEvent): boolean {
  const { active } = input
  if (isMenuKey(event)) {
    const { left, bottom } = (event.target as Element).getBoundingClientRect()
    return openMenu(input, active, { x: left, y: bottom })
  }
  if (active.row < 0) return false
  const row = input.rowAt(active.row)
  const isCtrl = event.ctrlKey || event.metaKey
  if (event.key === 'F2' && !isCtrl && !event.shiftKey) {
    if (row !== undefined) input.onEdit(row)
  } else if (event.key === 'Delete' && !isCtrl && !event.shiftKey) input.onDelete(row)
  else if (isCtrl && !event.shiftKey && event.key.toLowerCase() === 'c' && !hasMarkedText()) input.onCopy(row)
  else return false
  return true
}

function act(input: GridInput, event: KeyboardEvent): boolean {
  const { active, selection } = input
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') selection.chooseAll()
  else if (isMarkingSpace(input, event)) {
    if (event.shiftKey) extend(input, active.row, active.row)
    else toggle(input, active.row, false)
  } else if (isPlain && event.key === '/') input.onFind()
  else if (isPlain && event.key === 'Enter' && active.row >= 0 && !(event.target instanceof HTMLButtonElement)) {
    const row = input.rowAt(active.row)
    if (row !== undefined) input.onOpen(row)
  } else return false
  return true
}

/** Handles the keys of the WAI-ARIA grid pattern and those of a folder in Windows; all other keys are left to the browser. */
export function handleKeyDown(asked: GridInput, event: KeyboardEvent): void {
  if (event.altKey) return
  // A column that was moved a moment ago has taken the focus with it.
  const input = { ...asked, active: cellOf(event.target) ?? asked.active }
  if (shape(input, event) || actOnRow(input, event) || act(input, event) || move(input, event)) event.preventDefault()
}
