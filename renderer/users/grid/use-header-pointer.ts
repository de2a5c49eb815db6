import { type PointerEvent, useRef, useState } from 'react'
import { allowedWidth, type PlacedColumn } from './column-widths.ts'
import { type ColumnId, type GridColumn, isMovable } from './columns.ts'

/** How far the pointer must go before a press on a heading is a drag and no click, in CSS pixels. */
const dragFrom = 6

type Resizing = { readonly kind: 'resize'; readonly column: PlacedColumn; readonly from: number; width: number }
type Moving = { readonly kind: 'move'; readonly id: ColumnId; readonly from: number; isMoved: boolean; onto: ColumnId }

/** What the pointer is doing with the headings; null for nothing. */
export type HeaderGesture =
  | { readonly kind: 'resize'; readonly id: GridColumn['id']; readonly width: number }
  | { readonly kind: 'move'; readonly id: ColumnId; readonly onto: ColumnId }

export type HeaderPointerProps = {
  readonly columns: readonly PlacedColumn[]
  readonly onWidth: (id: GridColumn['id'], width: number) => void
  readonly onDrop: (id: ColumnId, onto: ColumnId) => void
}

/** Makes columns wider at the edge of their headings, and moves them by their headings, with the mouse, a pen or a finger. */
export function useHeaderPointer() {
  const pressed = useRef<Resizing | Moving | null>(null)
  const wasDragged = useRef(false)
  const [gesture, setGesture] = useState<HeaderGesture | null>(null)

  const handlersFor = ({ columns, onWidth, onDrop }: HeaderPointerProps) => {
    const columnAt = (target: EventTarget | null): PlacedColumn | undefined => {
      if (!(target instanceof Element) || target.closest('[data-row="-1"]') === null) return undefined
      return columns[Number(target.closest('[data-column]')?.getAttribute('data-column') ?? -1)]
    }
    const onPointerDown = (event: PointerEvent) => {
      wasDragged.current = false
      const column = columnAt(event.target)
      if (column === undefined || event.button !== 0) return
      const { clientX: from } = event
      if ((event.target as Element).closest('[data-resize]') !== null) {
        const width = (event.target as Element).closest<HTMLElement>('[data-column]')?.offsetWidth ?? column.width
        pressed.current = { kind: 'resize', column, from, width }
        capture(event)
        event.preventDefault()
      } else if (isMovable(column.id)) {
        pressed.current = { kind: 'move', id: column.id, from, isMoved: false, onto: column.id }
      }
    }
    const onPointerMove = (event: PointerEvent) => {
      const now = pressed.current
      if (now === null) return
      if (now.kind === 'resize') {
        const width = allowedWidth(now.width + event.clientX - now.from)
        wasDragged.current = true
        return setGesture({ kind: 'resize', id: now.column.id, width })
      }
      if (!now.isMoved && Math.abs(event.clientX - now.from) < dragFrom) return
      if (!now.isMoved) capture(event)
      now.isMoved = true
      wasDragged.current = true
      const under = columnAt(document.elementFromPoint(event.clientX, event.clientY))
      if (under !== undefined && isMovable(under.id)) now.onto = under.id
      setGesture({ kind: 'move', id: now.id, onto: now.onto })
    }
    const end = (isDone: boolean) => {
      const now = pressed.current
      pressed.current = null
      if (isDone && gesture?.kind === 'resize') onWidth(gesture.id, gesture.width)
      if (isDone && now?.kind === 'move' && now.isMoved && now.onto !== now.id) onDrop(now.id, now.onto)
      setGesture(null)
    }
    return {
      onPointerDown,
      onPointerMove,
      onPointerUp: () => end(true),
      onPointerCancel: () => end(false),
      onLostPointerCapture: () => end(false),
    }
  }
  return {
    gesture,
    handlersFor,
    /** True once after a drag, whose end the browser also reports as a click. */
    takeDrag: () => {
      const was = wasDragged.current
      wasDragged.current = false
      return was
    },
  }
}

/** The click that ends a drag, and a double click, still belong to what was pressed. */
function capture(event: PointerEvent): void {
  if (event.target instanceof Element) event.target.setPointerCapture(event.pointerId)
}
