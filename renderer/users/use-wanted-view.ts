import { useCallback, useEffect, useMemo, useState } from 'react'
import type { UserFilter, UserSort } from '../../shared/users.ts'
import type { ViewConditions } from '../../shared/views.ts'
import { useWords } from '../base/words/words.ts'
import { everyone, type UserView } from './user-view.ts'

type Order = Pick<UserSort, 'by' | 'direction'>

export type WantedView = {
  readonly view: UserView
  readonly search: (search: string) => void
  readonly filter: (filter: UserFilter) => void
  /** Sorts by a column, in this direction; without one, reverses the order if the list is sorted by it already. */
  readonly sortBy: (by: UserSort['by'], direction?: UserSort['direction']) => void
  /** Sets search, filter and order together. */
  readonly show: (conditions: ViewConditions) => void
}

/** What the admin wants to see: search, filter and order, in the order of the chosen language; at first what led here. */
export function useWantedView(start: ViewConditions | null = null): WantedView {
  const { language } = useWords()
  const [query, setQuery] = useState(start === null ? everyone : { search: start.search, filter: start.filter })
  const [order, setOrder] = useState<Order>(start?.sort ?? { by: 'displayName', direction: 'ascending' })
  const view = useMemo(() => ({ query, sort: { ...order, language } }), [query, order, language])
  const search = useCallback(
    (text: string) => setQuery((now) => (now.search === text ? now : { ...now, search: text })),
    [],
  )
  const filter = useCallback((next: UserFilter) => setQuery((now) => ({ ...now, filter: next })), [])
  const sortBy = useCallback(
    (by: UserSort['by'], direction?: UserSort['direction']) =>
      setOrder((now) => ({
        by,
        direction: direction ?? (now.by === by && now.direction === 'ascending' ? 'descending' : 'ascending'),
      })),
    [],
  )
  const show = useCallback(({ search: text, filter: next, sort: { by, direction } }: ViewConditions) => {
    setQuery({ search: text, filter: next })
    setOrder({ by, direction })
  }, [])
  return { view, search, filter, sortBy, show }
}

/** Opens our search box on Ctrl+F (Cmd+F), because the browser's search would only find the rows on the screen. */
export function useFindKey(onFind: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isFind =
        (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f'
      if (!isFind || document.querySelector('[aria-modal="true"]') !== null) return
      event.preventDefault()
      onFind()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [onFind])
}
