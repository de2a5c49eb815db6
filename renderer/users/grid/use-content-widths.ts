import { type RefObject, useMemo, useRef, useState } from 'react'
import type { UserRow } from '../../../shared/users.ts'
import type { Words } from '../../base/words/words.ts'
import { cellText } from './cell-text.ts'
import type { Widths } from './column-widths.ts'
import { columnIds, type GridColumn } from './columns.ts'

/** What stands in a cell beside its text, in CSS pixels: the space at both sides, and a little for rounding. */
const space = 14
/** The name is a button with a frame of its own for the focus. */
const nameFrame = 6
/** The arrow of a sorted column, and the icon of a state with the space of its frame. */
const arrow = 20
const stateFrame = 36

const texts: readonly GridColumn['id'][] = ['displayName', ...columnIds]
const isState = (id: GridColumn['id']) => id === 'passwordState' || id === 'signIn'

type Fonts = { readonly plain: string; readonly strong: string; readonly heading: string; readonly small: string }

/** The fonts of the grid, read from the page, because the theme decides them. */
function fontsOf(element: HTMLElement): Fonts {
  const { fontFamily } = getComputedStyle(element)
  return {
    plain: `400 14px ${fontFamily}`,
    strong: `600 14px ${fontFamily}`,
    heading: `600 12px ${fontFamily}`,
    small: `400 12px ${fontFamily}`,
  }
}

type Measure = (text: string, font: string) => number

function createMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d')
  return (text, font) => {
    if (context === null || text === '') return 0
    context.font = font
    return context.measureText(text).width
  }
}

/** The widths that the headings and some rows need; `before` holds those of the rows that were measured already. */
function grown(before: Widths, rows: readonly UserRow[], parts: Measured): Widths {
  const { words, now, fonts, measure, hasNameBelow } = parts
  const widths: Record<string, number> = { ...before }
  const need = (id: GridColumn['id'], width: number) => {
    if (width > (widths[id] ?? 0)) widths[id] = width
  }
  for (const id of texts) {
    need(id, measure(words.t(`users.columns.${id}`), fonts.heading) + space + arrow)
    for (const row of rows) {
      const frame = isState(id) ? stateFrame : id === 'displayName' ? nameFrame : 0
      const font = id === 'displayName' ? fonts.strong : fonts.plain
      need(id, measure(cellText(id, row, words, now), font) + space + frame)
    }
  }
  if (hasNameBelow) for (const row of rows) need('displayName', measure(row.username, fonts.small) + space)
  return widths
}

type Measured = {
  readonly words: Words
  readonly now: number
  readonly fonts: Fonts
  readonly measure: Measure
  readonly hasNameBelow: boolean
}

const same = (one: Widths, other: Widths) => texts.every((id) => one[id] === other[id])

/** For which words and rows the widths are. */
type Seen = { readonly words: Words | null; readonly hasNameBelow: boolean; readonly rows: WeakSet<UserRow> }

export type ContentWidths = {
  readonly widths: Widths
  /** Measures rows that were not seen yet; to be called before the page is painted. */
  readonly see: (rows: readonly (UserRow | undefined)[]) => void
}

/**
 * How wide the contents of the columns are, as far as rows have been seen. A column only grows while somebody scrolls and searches, so that the
 * list does not jump under their eyes; another language starts anew.
 */
export function useContentWidths(
  grid: RefObject<HTMLElement | null>,
  { words, now, hasNameBelow }: Pick<Measured, 'words' | 'now' | 'hasNameBelow'>,
): ContentWidths {
  const [widths, setWidths] = useState<Widths>({})
  const measure = useMemo(createMeasure, [])
  const seen = useRef<Seen>({ words: null, hasNameBelow, rows: new WeakSet() })
  const see = (rows: readonly (UserRow | undefined)[]) => {
    if (grid.current === null) return
    const isNew = seen.current.words !== words || seen.current.hasNameBelow !== hasNameBelow
    if (isNew) seen.current = { words, hasNameBelow, rows: new WeakSet() }
    const { rows: known } = seen.current
    const fresh = rows.filter((row) => row !== undefined && !known.has(row)) as UserRow[]
    if (fresh.length === 0 && !isNew) return
    for (const row of fresh) known.add(row)
    // Only now, because the browser lays out the page to answer it.
    const fonts = fontsOf(grid.current)
    setWidths((before) => {
      const next = grown(isNew ? {} : before, fresh, { words, now, fonts, measure, hasNameBelow })
      return same(before, next) ? before : next
    })
  }
  return { widths, see }
}
