import { Tooltip } from '@fluentui/react-components'
import { type RefObject, useEffect, useRef, useState } from 'react'

const showAfter = 250
const hideAfter = 150

type Tip = { readonly target: HTMLElement; readonly text: string }

const isCut = (element: HTMLElement) => element.scrollWidth > element.clientWidth

/** What the tooltip says of the cell under the pointer or the focus: its own words (`data-tip`), or its text (`data-cut`) where that is cut. */
function tipOf(at: EventTarget | null): Tip | null {
  if (!(at instanceof Element)) return null
  const cell = at.closest<HTMLElement>('[data-column]')
  const target = at.closest<HTMLElement>('[data-tip]') ?? cell?.querySelector<HTMLElement>('[data-tip]')
  if (target?.dataset.tip !== undefined) return { target, text: target.dataset.tip }
  const cut = [...(cell?.querySelectorAll<HTMLElement>('[data-cut]') ?? [])].filter(isCut)
  const [first] = cut
  return first === undefined ? null : { target: first, text: cut.map((one) => one.textContent).join(', ') }
}

/**
 * One tooltip for the whole grid, because one tooltip per row would cost more than the row. Buttons carry the same words as name or description,
 * and a cut text is whole for assistive technology, so that it does not need the tooltip.
 */
export function GridTip({ grid }: { readonly grid: RefObject<HTMLDivElement | null> }) {
  const [tip, setTip] = useState<Tip | null>(null)
  const timer = useRef(0)

  useEffect(() => {
    const element = grid.current
    if (element === null) return
    const later = (next: Tip | null) => {
      clearTimeout(timer.current)
      timer.current = window.setTimeout(() => setTip(next), next === null ? hideAfter : showAfter)
    }
    // After a press the pointer must move first: a menu may stand where the tip would come, and the row below is drawn anew.
    let isPressed = false
    const press = () => {
      isPressed = true
      clearTimeout(timer.current)
      setTip(null)
    }
    const move = () => {
      isPressed = false
    }
    const enter = (event: Event) => {
      if (isPressed) return
      const isByKeyboard = event.target instanceof Element && event.target.matches(':focus-visible')
      later(event.type === 'focusin' && !isByKeyboard ? null : tipOf(event.target))
    }
    const leave = () => later(null)
    element.addEventListener('mouseover', enter)
    element.addEventListener('focusin', enter)
    element.addEventListener('mouseleave', leave)
    element.addEventListener('focusout', leave)
    element.addEventListener('scroll', leave)
    element.addEventListener('mousedown', press)
    element.addEventListener('mousemove', move)
    element.addEventListener('keydown', move)
    return () => {
      clearTimeout(timer.current)
      element.removeEventListener('mouseover', enter)
      element.removeEventListener('focusin', enter)
      element.removeEventListener('mouseleave', leave)
      element.removeEventListener('focusout', leave)
      element.removeEventListener('scroll', leave)
      element.removeEventListener('mousedown', press)
      element.removeEventListener('mousemove', move)
      element.removeEventListener('keydown', move)
    }
  }, [grid])

  if (tip === null) return null
  return (
    <Tooltip
      visible
      withArrow
      relationship="inaccessible"
      positioning={{ target: tip.target, position: 'after' }}
      content={{ children: tip.text, onPointerEnter: () => clearTimeout(timer.current) }}
      onVisibleChange={(_, data) => !data.visible && setTip(null)}
    />
  )
}
