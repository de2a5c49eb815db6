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
  'directory',
] as const
export type ColumnId = (typeof columnIds)[number]
export type ColumnChoice = { readonly id: ColumnId; readonly isShown: boolean }

/** A column of the grid, in the order from left to right; `sortKey` is null if the list can't be sorted by it. */
export type GridColumn = {
  readonly id: 'select' | 'displayName' | 'reset' | ColumnId
  readonly sortKey: UserSort['by'] | null
}

/** All columns; that of directories is hidden where everybody is in Keydesk's own. */
export function defaultColumns(hasDirectories: boolean): readonly ColumnChoice[] {
  return columnIds.map((id) => ({ id, isShown: id !== 'directory' || hasDirectories }))
}

/** The choice as it is remembered: what is as usual is left open, so that a first directory brings its column. */
export function rememberedColumns(columns: readonly ColumnChoice[], hasDirectories: boolean): string {
  return JSON.stringify(
    columns.map(({ id, isShown }) => (id === 'directory' && isShown === hasDirectories ? { id } : { id, isShown })),
  )
}

/** The remembered columns. Columns that are missing in it are added at the end and shown, so that an old choice never hides a new column. */
export function readColumns(stored: string | null, hasDirectories: boolean): readonly ColumnChoice[] {
  const usual = defaultColumns(hasDirectories)
  if (stored === null) return usual
  try {
    const parsed: unknown = JSON.parse(stored)
    if (!Array.isArray(parsed)) return usual
    const known: ColumnChoice[] = []
    for (const entry of parsed as readonly Partial<ColumnChoice>[]) {
      const column = usual.find(({ id }) => id === entry?.id)
      if (column !== undefined && !known.some((other) => other.id === column.id))
        known.push({ id: column.id, isShown: entry.isShown ?? column.isShown })
    }
    return [...known, ...usual.filter((column) => !known.some((other) => other.id === column.id))]
  } catch {
    return usual
  }
}

/** Moves one column a place up or down. */
export function moveColumn(columns: readonly ColumnChoice[], id: ColumnId, by: -1 | 1): readonly ColumnChoice[] {
  const from = columns.findIndex((column) => column.id === id)
  return placeColumn(columns, id, from + by)
}

/** Puts one column at a place; outside of the list nothing changes. */
function placeColumn(columns: readonly ColumnChoice[], id: ColumnId, to: number): readonly ColumnChoice[] {
  const moved = columns.find((column) => column.id === id)
  if (moved === undefined || to < 0 || to >= columns.length) return columns
  const rest = columns.filter((column) => column.id !== id)
  return [...rest.slice(0, to), moved, ...rest.slice(to)]
}

/** Puts one column where another one is, as by dragging it there. */
export function dropColumn(columns: readonly ColumnChoice[], id: ColumnId, onto: ColumnId): readonly ColumnChoice[] {
  return placeColumn(
    columns,
    id,
    columns.findIndex((column) => column.id === onto),
  )
}

/** Moves a column past its neighbour among those that are in the grid now; columns that are not shown are passed over. */
export function movePast(
  columns: readonly ColumnChoice[],
  id: ColumnId,
  by: -1 | 1,
  visible: readonly GridColumn['id'][],
): readonly ColumnChoice[] {
  const seen = columns.filter((column) => visible.includes(column.id))
  const onto = seen[seen.findIndex((column) => column.id === id) + by]
  return onto === undefined ? columns : dropColumn(columns, id, onto.id)
}

/** Shows or hides one column. */
export function showColumn(columns: readonly ColumnChoice[], id: ColumnId, isShown: boolean): readonly ColumnChoice[] {
  return columns.map((column) => (column.id === id ? { id, isShown } : column))
}

/** True for a column that can be hidden and moved. */
export function isMovable(id: GridColumn['id']): id is ColumnId {
  return columnIds.some((known) => known === id)
}
