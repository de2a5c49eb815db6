import { defaultRangeExtractor, elementScroll, observeElementOffset, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react'
import { dealRowSlots, type RowSlots } from './row-slots.ts'
import { rowPlacement, type ScrollScale, scrollScale } from './scroll-scale.ts'

const overscan = 5

/** `slot` names the element that shows the row. */
export type PlacedRow = { readonly index: number; readonly top: number; readonly slot: number }

export type GridWindow = {
  readonly rows: readonly PlacedRow[]
  /** The height of the scroll range, and by how much the rows are moved in it, CSS pixels. */
  readonly height: number
  readonly shift: number
  readonly first: number
  readonly last: number
  readonly rowsPerPage: number
  /** Scrolls just far enough to show a row. */
  readonly reveal: (row: number) => void
  readonly scrollToTop: () => void
}

function revealRow(scroller: HTMLElement | null, scale: ScrollScale, row: number, rowHeight: number): void {
  if (scroller === null) return
  const start = row * rowHeight
  const viewport = scroller.clientHeight - rowHeight
  const top = scale.toContent(scroller.scrollTop)
  if (start < top) scroller.scrollTop = scale.toScroll(start)
  else if (start + rowHeight > top + viewport)
    scroller.scrollTop = Math.ceil(scale.toScroll(start + rowHeight - viewport))
}

function useRowSlots(items: readonly { readonly index: number }[], mayReuse: boolean): RowSlots {
  const rowSlots = useRef<RowSlots>(new Map())
  const slots = dealRowSlots(
    rowSlots.current,
    items.map(({ index }) => index),
    mayReuse,
  )
  useLayoutEffect(() => {
    rowSlots.current = slots
  })
  return slots
}

/**
 * Which rows are in view, and their positions. Where there are more rows than a browser can lay out, positions are scaled
 * (`scroll-scale.ts`). `pinned` is a row that stays mounted out of view, because it has the focus. `rowHeight` is in CSS pixels.
 */
export function useGridWindow(
  scroller: RefObject<HTMLDivElement | null>,
  count: number,
  pinned: number | null,
  rowHeight: number,
): GridWindow {
  const scrollTop = useRef(0)
  const scaleRef = useRef<ScrollScale>(scrollScale(0, 0))
  const rangeExtractor = useCallback(
    (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const indexes = defaultRangeExtractor(range)
      return pinned === null || pinned >= range.count || indexes.includes(pinned) ? indexes : [...indexes, pinned]
    },
    [pinned],
  )
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    rangeExtractor,
    observeElementOffset: (instance, tell) =>
      observeElementOffset(instance, (offset, isScrolling) => {
        scrollTop.current = offset
        tell(scaleRef.current.toContent(offset), isScrolling)
      }),
    scrollToFn: (offset, options, instance) => elementScroll(scaleRef.current.toScroll(offset), options, instance),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are laid out anew
  useLayoutEffect(() => virtualizer.measure(), [rowHeight])
  const viewport = Math.max(0, (virtualizer.scrollRect?.height ?? 0) - rowHeight)
  const scale = scrollScale(count * rowHeight, viewport)
  useLayoutEffect(() => {
    scaleRef.current = scale
  })
  const items = virtualizer.getVirtualItems()
  const slots = useRowSlots(items, pinned === null)
  const { base, shift } = rowPlacement(scale, scrollTop.current)
  const reveal = useCallback(
    (row: number) => revealRow(scroller.current, scaleRef.current, row, rowHeight),
    [scroller, rowHeight],
  )
  const scrollToTop = useCallback(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0
  }, [scroller])
  return {
    rows: items.map(({ index }) => ({ index, top: index * rowHeight - base, slot: slots.get(index) ?? index })),
    height: scale.height,
    shift,
    first: virtualizer.range?.startIndex ?? 0,
    last: virtualizer.range?.endIndex ?? 0,
    rowsPerPage: Math.max(1, Math.floor(viewport / rowHeight) - 1),
    reveal,
    scrollToTop,
  }
}
