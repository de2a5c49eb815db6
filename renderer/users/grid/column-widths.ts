import type { ColumnChoice, ColumnId, GridColumn } from './columns.ts'

/** Widths in CSS pixels by column; a column that is left out has none of its own. */
export type Widths = Partial<Readonly<Record<GridColumn['id'], number>>>

/** A column with the width that it has in the grid now. */
export type PlacedColumn = GridColumn & { readonly width: number }

/** The least width, below which a column is left out rather than made narrower; all together fit beside the navigation in a window of 1280 pixels. */
const least: Record<GridColumn['id'], number> = {
  select: 36,
  displayName: 116,
  reset: 36,
  username: 146,
  passwordState: 158,
  passwordChangedAt: 98,
  passwordExpiresAt: 98,
  signIn: 112,
  roles: 94,
  department: 82,
  directory: 90,
}
/** The most that a column takes by itself, so that one very long name does not push the others out. */
const most = 320
/** What somebody can choose. */
export const narrowest = 48
export const widest = 800
/** How far one key press makes a column wider or narrower. */
export const widthStep = 16

/** The columns whose values are short and read as a whole: they are shown in full or not at all. */
const whole: readonly GridColumn['id'][] = ['passwordState', 'passwordChangedAt', 'passwordExpiresAt', 'signIn']

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

/** A width that somebody may choose. */
export function allowedWidth(width: number): number {
  return Math.min(Math.max(Math.round(width), narrowest), widest)
}

const isFixed = (id: GridColumn['id']) => id === 'select' || id === 'reset'

/** The width that a column would like: the chosen one, or that of its content. */
function wantedWidth(id: GridColumn['id'], content: Widths, chosen: Widths): number {
  if (isFixed(id)) return least[id]
  const own = chosen[id]
  if (own !== undefined) return allowedWidth(own)
  const known = content[id]
  return known === undefined ? least[id] : Math.min(Math.ceil(known), most)
}

/**
 * The width below which a column is left out. A chosen width is kept, and the least important columns make room for it, as long as it is no more
 * than a third of the grid.
 */
function leastWidth(id: GridColumn['id'], content: Widths, chosen: Widths, width: number): number {
  const wanted = wantedWidth(id, content, chosen)
  if (chosen[id] !== undefined) return Math.min(wanted, Math.max(least[id], Math.floor(width / 3)))
  return whole.includes(id) ? wanted : Math.min(least[id], wanted)
}

/**
 * The columns that fit a grid of this width in CSS pixels, each as wide as its content or as chosen. Where that is too much, the least important
 * ones are left out, and those with long texts get narrower, so that the page never scrolls sideways.
 */
export function columnsThatFit(
  columns: readonly ColumnChoice[],
  width: number,
  content: Widths = {},
  chosen: Widths = {},
): readonly PlacedColumn[] {
  const shown = columns.filter((column) => column.isShown).map((column) => column.id)
  const leastOf = (id: GridColumn['id']) => leastWidth(id, content, chosen, width)
  let left = width - leastOf('select') - leastOf('displayName') - leastOf('reset')
  const fitting = new Set<ColumnId>()
  for (const id of importance) {
    if (!shown.includes(id)) continue
    left -= leastOf(id)
    if (left < 0) break
    fitting.add(id)
  }
  const placed: readonly GridColumn[] = [
    { id: 'select', sortKey: null },
    { id: 'displayName', sortKey: 'displayName' },
    { id: 'reset', sortKey: null },
    ...shown.filter((id) => fitting.has(id)).map((id) => ({ id, sortKey: id })),
  ]
  return withWidths(placed, width, content, chosen)
}

function withWidths(columns: readonly GridColumn[], width: number, content: Widths, chosen: Widths) {
  const sizes = columns.map((column) => ({
    column,
    from: leastWidth(column.id, content, chosen, width),
    to: wantedWidth(column.id, content, chosen),
  }))
  const needed = sizes.reduce((sum, { from }) => sum + from, 0)
  const wanted = sizes.reduce((sum, { to }) => sum + to, 0)
  const share = wanted <= width || wanted === needed ? 1 : Math.max(0, (width - needed) / (wanted - needed))
  return sizes.map(({ column, from, to }) => ({ ...column, width: Math.floor(from + share * (to - from)) }))
}

/** The grid-template-columns of the header and the rows; the last column takes what is left. */
export function columnTemplate(columns: readonly PlacedColumn[]): string {
  return columns
    .map(({ width }, at) => (at === columns.length - 1 ? `minmax(${width}px, 1fr)` : `${width}px`))
    .join(' ')
}

/** The chosen widths as they were stored; what is no width is left out. */
export function readWidths(stored: unknown): Widths {
  if (typeof stored !== 'object' || stored === null) return {}
  const widths = Object.entries(stored).filter(([id, width]) => id in least && Number.isFinite(width))
  return Object.fromEntries(widths.map(([id, width]) => [id, allowedWidth(width as number)]))
}
