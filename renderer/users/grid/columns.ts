import { useCallback, useMemo, useState } from 'react'
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
  directory: [90, 2],
}

/** The columns by importance: the last ones disappear first when the window gets narrow. */
const importance: readonly ColumnId[] = [
  'passwordState',
  'username',
  'signIn',
  'passwordExpiresAt',
  'passwordChangedAt',
  'directory',
  'roles',
  'department',
]

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
export function useColumns(
  hasDirectories: boolean,
): readonly [readonly ColumnChoice[], (columns: readonly ColumnChoice[]) => void] {
  const [remembered, setRemembered] = useState(stored)
  const columns = useMemo(() => readColumns(remembered, hasDirectories), [remembered, hasDirectories])
  const choose = useCallback(
    (next: readonly ColumnChoice[]) => {
      const text = rememberedColumns(next, hasDirectories)
      setRemembered(text)
      try {
        localStorage.setItem(key, text)
      } catch {
        // A browser that forbids storage keeps the choice until the page closes.
      }
    },
    [hasDirectories],
  )
  return [columns, choose]
}
