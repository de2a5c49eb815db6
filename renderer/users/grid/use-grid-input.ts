import type { KeyboardEvent, MouseEvent } from 'react'
import type { UserRow, UserSort } from '../../../shared/users.ts'
import type { HeaderState } from '../selection/selection.ts'
import type { UserSelection } from '../selection/use-selection.ts'
import type { RowAt } from '../use-user-rows.ts'
import type { GridColumn } from './columns.ts'
import { type ActiveCell, movedCell } from './grid-moves.ts'
import { cellOf } from './use-active-cell.ts'

export type GridInput = {
  readonly rowAt: RowAt
  readonly total: number
  readonly columns: readonly GridColumn[]
  readonly rowsPerPage: number
  readonly active: ActiveCell
  readonly selection: UserSelection
  readonly all: HeaderState
  readonly moveTo: (cell: ActiveCell) => void
  readonly reveal: (row: number) => void
  readonly onOpen: (row: UserRow) => void
  readonly onReset: (row: UserRow) => void
  readonly onSort: (by: UserSort['by']) => void
  readonly onFind: () => void
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

/** Handles a click anywhere in the grid: `data-act` names the action of the control; the checkbox also reacts to clicks anywhere in its cell. */
export function handleClick(input: GridInput, event: MouseEvent): void {
  const target = event.target as Element
  const cell = cellOf(target)
  if (cell === null) return
  const control = target.closest('[data-act]')
  const isCheckboxCell = input.columns[cell.column]?.id === 'select'
  const act = acts[control?.getAttribute('data-act') ?? '']
  if (act !== undefined) act(input, { event, index: cell.row, control })
  else if (cell.row >= 0 && (isCheckboxCell || isMarking(event))) toggle(input, cell.row, event.shiftKey)
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
export function isMarkingSpace({ active, columns }: GridInput, event: KeyboardEvent): boolean {
  return event.key === ' ' && active.row >= 0 && columns[active.column]?.id !== 'reset'
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

/** Handles the keys of the WAI-ARIA grid pattern; all other keys are left to the browser. */
export function handleKeyDown(input: GridInput, event: KeyboardEvent): void {
  if (event.altKey) return
  if (act(input, event) || move(input, event)) event.preventDefault()
}
