import { type FocusEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { ActiveCell } from './grid-moves.ts'

const start: ActiveCell = { row: 0, column: 1 }

/** The cell around an element of the grid; null outside of cells. */
export function cellOf(element: EventTarget): ActiveCell | null {
  if (!(element instanceof Element)) return null
  const row = element.closest('[data-row]')?.getAttribute('data-row')
  const column = element.closest('[data-column]')?.getAttribute('data-column')
  return row == null || column == null ? null : { row: Number(row), column: Number(column) }
}

function focusCell(grid: HTMLElement | null, { row, column }: ActiveCell): void {
  const cell = grid?.querySelector<HTMLElement>(`[data-row="${row}"] [data-column="${column}"]`)
  const target = cell?.querySelector<HTMLElement>('button, input:not(:disabled)') ?? cell
  target?.focus({ preventScroll: true })
}

/** True when nothing has the focus, or a cell has it whose control has appeared meanwhile. */
function takesFocus(grid: HTMLElement | null): boolean {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return true
  return grid?.contains(focused) === true && focused.matches('[data-column]:has(button, input:not(:disabled))')
}

export type ActiveCellState = {
  readonly active: ActiveCell
  readonly hasFocus: boolean
  /** Moves the active cell, and focuses it once its row is rendered. */
  readonly moveTo: (cell: ActiveCell) => void
  readonly restart: () => void
  /** Focuses the active cell again, as after a menu. */
  readonly refocus: () => void
  readonly onFocus: (event: FocusEvent) => void
  readonly onBlur: (event: FocusEvent) => void
}

/** Roving focus: Tab reaches the one active cell of the grid, and that cell has the focus. */
export function useActiveCell(grid: RefObject<HTMLDivElement | null>, rows: number, columns: number): ActiveCellState {
  const [active, setActive] = useState(start)
  const [hasFocus, setHasFocus] = useState(false)
  const mustFocus = useRef(false)
  const row = rows === 0 ? active.row : Math.min(active.row, rows - 1)
  const column = Math.min(active.column, columns - 1)
  if (row !== active.row || column !== active.column) {
    // The focused row or column has disappeared, so that the nearest cell becomes active.
    setActive({ row, column })
  }
  useLayoutEffect(() => {
    if (!mustFocus.current && !(hasFocus && takesFocus(grid.current))) return
    mustFocus.current = false
    focusCell(grid.current, active)
  })

  const moveTo = useCallback((cell: ActiveCell) => {
    mustFocus.current = true
    setActive(cell)
  }, [])
  const restart = useCallback(() => setActive((now) => (now.row === -1 ? now : { row: 0, column: now.column })), [])
  const refocus = useCallback(() => {
    mustFocus.current = true
    setActive((now) => ({ ...now }))
  }, [])
  const onFocus = useCallback((event: FocusEvent) => {
    const cell = cellOf(event.target)
    setHasFocus(true)
    if (cell !== null) setActive((now) => (now.row === cell.row && now.column === cell.column ? now : cell))
  }, [])
  const onBlur = useCallback((event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setHasFocus(false)
  }, [])
  return { active, hasFocus, moveTo, restart, refocus, onFocus, onBlur }
}
