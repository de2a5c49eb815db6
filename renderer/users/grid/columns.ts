import { useCallback, useState } from 'react'
import type { UserSort } from '../../../shared/users.ts'

/** Columns that can be hidden and moved; the checkbox, the display name and the key icon always come first. */
export const columnIds = [
  'username',
  'passwordState',
  'passwordChangedAt',
  'passwordExpiresAt',
  'signIn',
  'roles',
  'department',
] as const
export type ColumnId = (typeof columnIds)[number]
export type ColumnChoice = { readonly id: ColumnId; readonly isShown: boolean }

/** A column of the grid, in the order from left to right; `sortKey` is null if the list can't be sorted by it. */
export type GridColumn = {
  readonly id: 'select' | 'displayName' | 'reset' | ColumnId
  readonly sortKey: UserSort['by'] | null
}

/** The least width in CSS pixels, and the share of the remaining width: all columns together fit beside the navigation in a window of 1280 pixels. */
const widths: Record<GridColumn['id'], readonly [least: number, share: number]> = {
  select: [36, 0],
  displayName: [116, 4],
  reset: [36, 0],
  username: [146, 5],
  passwordState: [158, 2],
  passwordChangedAt: [98, 1],
  passwordExpiresAt: [98, 1],
  signIn: [112, 1],
  roles: [94, 2],
  department: [82, 2],
}

/** The columns by importance: the last ones disappear first when the window gets narrow. */
const importance: readonly ColumnId[] = [
  'passwordState',
  'username',
  'signIn',
  'passwordExpiresAt',
  'passwordChangedAt',
  'roles',
  'department',
]

export const defaultColumns: readonly ColumnChoice[] = columnIds.map((id) => ({ id, isShown: true }))

/** The remembered columns. Columns that are missing in it are added at the end and shown, so that an old choice never hides a new column. */
export function readColumns(stored: string | null): readonly ColumnChoice[] {
  if (stored === null) return defaultColumns
  try {
    const parsed: unknown = JSON.parse(stored)
    if (!Array.isArray(parsed)) return defaultColumns
    const known: ColumnChoice[] = []
    for (const entry of parsed as readonly Partial<ColumnChoice>[]) {
      const id = columnIds.find((candidate) => candidate === entry?.id)
      if (id !== undefined && !known.some((other) => other.id === id))
        known.push({ id, isShown: entry.isShown !== false })
    }
    return [...known, ...defaultColumns.filter((column) => !known.some((other) => other.id === column.id))]
  } catch {
    return defaultColumns
  }
}

/** Moves one column a place up or down. */
export function moveColumn(columns: readonly ColumnChoice[], id: ColumnId, by: -1 | 1): readonly ColumnChoice[] {
  const from = columns.findIndex((column) => column.id === id)
  const to = from + by
  const moved = columns[from]
  if (moved === undefined || to < 0 || to >= columns.length) return columns
  const rest = columns.filter((column) => column.id !== id)
  return [...rest.slice(0, to), moved, ...rest.slice(to)]
}

/** The columns that fit a grid of this width in CSS pixels; the least important ones are left out, so that the page never scrolls sideways. */
export function columnsThatFit(columns: readonly ColumnChoice[], width: number): readonly GridColumn[] {
  const shown = columns.filter((column) => column.isShown).map((column) => column.id)
  let left = width - widths.select[0] - widths.displayName[0] - widths.reset[0]
  const fitting = new Set<ColumnId>()
  for (const id of importance) {
    if (!shown.includes(id)) continue
    left -= widths[id][0]
    if (left < 0) break
    fitting.add(id)
  }
  return [
    { id: 'select', sortKey: null },
    { id: 'displayName', sortKey: 'displayName' },
    { id: 'reset', sortKey: null },
    ...shown.filter((id) => fitting.has(id)).map((id) => ({ id, sortKey: id })),
  ]
}

/** The grid-template-columns of the header and the rows. */
export function columnTemplate(columns: readonly GridColumn[]): string {
  return columns
    .map(({ id }) => {
      const [least, share] = widths[id]
      return share === 0 ? `${least}px` : `minmax(${least}px, ${share}fr)`
    })
    .join(' ')
}

const key = 'keydesk.users.columns'

function stored(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** The columns that this person chose on this machine. */
export function useColumns(): readonly [readonly ColumnChoice[], (columns: readonly ColumnChoice[]) => void] {
  const [columns, setColumns] = useState(() => readColumns(stored()))
  const choose = useCallback((next: readonly ColumnChoice[]) => {
    setColumns(next)
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // A browser that forbids storage keeps the choice until the page closes.
    }
  }, [])
  return [columns, choose]
}
