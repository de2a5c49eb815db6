import { Tooltip } from '@fluentui/react-components'
import { type RefObject, useEffect, useRef, useState } from 'react'

const showAfter = 250
const hideAfter = 150

type Tip = { readonly target: HTMLElement; readonly text: string }

/**
 * One tooltip for all icon buttons of the grid (`data-tip`), because one tooltip per row would cost more than the row. The buttons carry the
 * same words as name or description, so that assistive technology does not need the tooltip.
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
    const enter = (event: Event) => {
      const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : null
      const isByMouse = event.type !== 'focusin' || target?.matches(':focus-visible')
      later(target !== null && isByMouse ? { target, text: target.dataset.tip ?? '' } : null)
    }
    const leave = () => later(null)
    element.addEventListener('mouseover', enter)
    element.addEventListener('focusin', enter)
    element.addEventListener('mouseleave', leave)
    element.addEventListener('focusout', leave)
    element.addEventListener('scroll', leave)
    return () => {
      clearTimeout(timer.current)
      element.removeEventListener('mouseover', enter)
      element.removeEventListener('focusin', enter)
      element.removeEventListener('mouseleave', leave)
      element.removeEventListener('focusout', leave)
      element.removeEventListener('scroll', leave)
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
