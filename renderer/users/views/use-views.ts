import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SavedView, ViewConditions, ViewId } from '../../../shared/views.ts'
import { api } from '../../base/api.ts'
import type { UserView } from '../user-view.ts'
import { sameConditions } from './saved-views.ts'

const noViews: readonly SavedView[] = []

export type Views = {
  readonly saved: readonly SavedView[]
  readonly error: unknown
  /** What the list shows now. */
  readonly shownConditions: ViewConditions
  /** The saved view that was chosen, until it is left or deleted. */
  readonly chosen: SavedView | null
  /** True if the conditions of the chosen view have been changed by hand since. */
  readonly isChanged: boolean
  /** Shows a view; `id` is null for a standard one. */
  readonly show: (conditions: ViewConditions, id: ViewId | null) => void
  /** Makes this view the chosen one, with the list as it is. */
  readonly choose: (id: ViewId) => void
  readonly leave: () => void
}

/** The saved views, and the one that was chosen. */
export function useViews({ query, sort }: UserView, onShow: (conditions: ViewConditions) => void): Views {
  const { data, error } = useQuery(api.views.list.queryOptions({ input: {} }))
  const [chosenId, setChosenId] = useState<ViewId | null>(null)
  const saved = data?.views ?? noViews
  const shownConditions: ViewConditions = { ...query, sort: { by: sort.by, direction: sort.direction } }
  const chosen = saved.find((view) => view.id === chosenId) ?? null
  return {
    saved,
    error,
    shownConditions,
    chosen,
    isChanged: chosen !== null && (chosen.conditions === null || !sameConditions(chosen.conditions, shownConditions)),
    show: (conditions, id) => {
      setChosenId(id)
      onShow(conditions)
    },
    choose: setChosenId,
    leave: () => setChosenId(null),
  }
}
