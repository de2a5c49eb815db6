import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import type { UserId } from '../../shared/ids.ts'
import type { UserRow } from '../../shared/users.ts'
import { listIds } from './list-ids.ts'
import {
  type ChosenPeople,
  type HeaderState,
  isUndecidable,
  maximumIds,
  noSelection,
  reduceSelection,
} from './selection.ts'
import { addAll, asList, extendRange, type Fetch, type Latest, removeAll, toggleRow } from './selection-steps.ts'
import type { UserView } from './user-view.ts'

/** What the grid's checkboxes, keys and header call; stable, so that rows need not be drawn again. */
export type SelectionActions = {
  readonly toggle: (row: UserRow, index: number) => void
  readonly anchor: (index: number) => void
  /** Chooses everybody from the anchor to `index`; `loaded` are the ids between if the grid has them all. */
  readonly extendTo: (anchor: number, index: number, loaded: readonly UserId[] | null) => void
  readonly toggleAll: (now: HeaderState) => void
  readonly chooseAll: () => void
  readonly clear: () => void
}

export type UserSelection = SelectionActions & {
  readonly people: ChosenPeople
  /** Where a range starts, null if nobody was chosen by hand yet. */
  readonly anchorIndex: number | null
  readonly isOverLimit: boolean
  /** So many are chosen in another search that they can't be listed: rows can't be ticked in this one. */
  readonly isSealed: boolean
  /** Ids are being fetched. */
  readonly isBusy: boolean
  readonly error: unknown
}

function useIdFetch() {
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const running = useRef<AbortController | null>(null)
  const fetchIds = useCallback<Fetch>((view, first, last, then) => {
    running.current?.abort()
    const task = new AbortController()
    running.current = task
    setIsBusy(true)
    setError(null)
    listIds(view, first, last, task.signal)
      .then((ids) => {
        if (task.signal.aborted) return
        setIsBusy(false)
        then(ids)
      })
      .catch((failure: unknown) => {
        if (task.signal.aborted) return
        setIsBusy(false)
        setError(failure)
      })
  }, [])
  const stop = useCallback(() => {
    running.current?.abort()
    setIsBusy(false)
  }, [])
  useEffect(() => () => running.current?.abort(), [])
  return { isBusy, error, fetchIds, stop }
}

/** Who is chosen in the grid, kept while the view changes (the rules are in `selection.ts`). */
export function useSelection(view: UserView, total: number): UserSelection {
  const [state, dispatch] = useReducer(reduceSelection, noSelection)
  const { isBusy, error, fetchIds, stop } = useIdFetch()
  const latest = useRef<Latest>({ people: state.people, view, total })
  useEffect(() => {
    latest.current = { people: state.people, view, total }
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the view is what this is about
  useEffect(() => dispatch({ type: 'viewChanged' }), [view])
  useEffect(() => dispatch({ type: 'counted', query: view.query, total }), [view, total])

  const isUnknown = isUndecidable(state.people, view.query)
  const isSealed = isUnknown && state.people.kind === 'matching' && state.people.total > maximumIds
  const mustList = isUnknown && !isSealed
  useEffect(() => {
    if (mustList) asList(latest.current, dispatch, fetchIds, () => {})
  }, [mustList, fetchIds])

  const actions = useMemo<SelectionActions>(
    () => ({
      toggle: (row, index) => toggleRow(latest.current, dispatch, fetchIds, row, index),
      anchor: (index) => dispatch({ type: 'anchored', index }),
      extendTo: (anchor, index, loaded) => extendRange(latest.current, dispatch, fetchIds, { anchor, index, loaded }),
      toggleAll: (now) => (now === true ? removeAll : addAll)(latest.current, dispatch, fetchIds),
      chooseAll: () => addAll(latest.current, dispatch, fetchIds),
      clear: () => {
        stop()
        dispatch({ type: 'cleared' })
      },
    }),
    [fetchIds, stop],
  )
  return {
    ...actions,
    people: state.people,
    anchorIndex: state.range?.anchor ?? null,
    isOverLimit: state.isOverLimit,
    isSealed,
    isBusy,
    error,
  }
}
