import { Link } from '@fluentui/react-components'
import type { MouseEvent, ReactNode } from 'react'
import { hashWith } from '../base/hash.ts'

export type LinkedPage = 'users' | 'requests' | 'settings' | 'audit'

type PageLinkProps = {
  readonly page: LinkedPage
  readonly onGo: () => void
  /** What screen readers hear, where the text alone says too little. */
  readonly name?: string
  readonly children: ReactNode
}

/** A link to a page in a certain state; with Ctrl or Shift it opens the page alone, as links do. */
export function PageLink({ page, onGo, name, children }: PageLinkProps) {
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    onGo()
  }
  return (
    <Link href={hashWith('page', page)} aria-label={name} onClick={go}>
      {children}
    </Link>
  )
}
