/** The active cell of the keyboard; row -1 is the header. */
export type ActiveCell = { readonly row: number; readonly column: number }

export type GridShape = { readonly rows: number; readonly columns: number; readonly rowsPerPage: number }

type KeyPress = { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean }

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most))
}

function target(cell: ActiveCell, key: string, isCtrl: boolean, shape: GridShape): ActiveCell | null {
  switch (key) {
    case 'ArrowUp':
      return { ...cell, row: cell.row - 1 }
    case 'ArrowDown':
      return { ...cell, row: cell.row + 1 }
    case 'ArrowLeft':
      return { ...cell, column: cell.column - 1 }
    case 'ArrowRight':
      return { ...cell, column: cell.column + 1 }
    case 'PageUp':
      return { ...cell, row: Math.max(0, cell.row - shape.rowsPerPage) }
    case 'PageDown':
      return { ...cell, row: cell.row + shape.rowsPerPage }
    case 'Home':
      return { row: isCtrl ? 0 : cell.row, column: 0 }
    case 'End':
      return { row: isCtrl ? shape.rows - 1 : cell.row, column: shape.columns - 1 }
    default:
      return null
  }
}

/** The cell to which a key moves (WAI-ARIA grid pattern); null for other keys. Never leaves the grid. */
export function movedCell(cell: ActiveCell, press: KeyPress, shape: GridShape): ActiveCell | null {
  const moved = target(cell, press.key, press.ctrlKey || press.metaKey, shape)
  return (
    moved && {
      row: clamp(moved.row, -1, shape.rows - 1),
      column: clamp(moved.column, 0, shape.columns - 1),
    }
  )
}
