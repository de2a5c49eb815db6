import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import type { UserId } from '../../../shared/ids.ts'
import type { UserRow } from '../../../shared/users.ts'
import type { ShownUsers } from '../use-user-rows.ts'
import { sameView, type UserView } from '../user-view.ts'
import { countPeople, listIds } from './list-ids.ts'
import {
  type ChosenPeople,
  type HeaderState,
  isUndecidable,
  maximumIds,
  noSelection,
  reduceSelection,
} from './selection.ts'
import {
  addAll,
  asList,
  type Count,
  extendRange,
  type Fetch,
  type Latest,
  removeAll,
  toggleRow,
  type Wanted,
  whenCounted,
} from './selection-steps.ts'

/** The functions for the grid's checkboxes, keys and header; they stay the same, so that rows are not rendered again. */
export type SelectionActions = {
  readonly toggle: (row: UserRow, index: number) => void
  readonly anchor: (index: number) => void
  /** Selects everybody from the anchor to `index`; `loaded` holds the ids between them if the grid has all of them. */
  readonly extendTo: (anchor: number, index: number, loaded: readonly UserId[] | null) => void
  readonly toggleAll: (now: HeaderState) => void
  readonly chooseAll: () => void
  /** Selects one person and nobody else. */
  readonly only: (row: UserRow, index: number) => void
  readonly clear: () => void
}

export type UserSelection = SelectionActions & {
  readonly people: ChosenPeople
  /** Where a range starts; null if no row was ticked yet. */
  readonly anchorIndex: number | null
  readonly isOverLimit: boolean
  /** True if so many people are selected under another search that they can't be listed: then rows can't be ticked under this one. */
  readonly isTickingDisabled: boolean
  /** True while ids are being fetched. */
  readonly isBusy: boolean
  readonly error: unknown
}

/** One task at a time: a newer task discards the answer of an older one. */
function useTask() {
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const running = useRef<AbortController | null>(null)
  const run = useCallback(<T>(task: (signal: AbortSignal) => Promise<T>, then: (answer: T) => void) => {
    running.current?.abort()
    const stopper = new AbortController()
    const { signal } = stopper
    running.current = stopper
    setIsBusy(true)
    setError(null)
    const unlessStopped = (go: () => void) => {
      if (signal.aborted) return
      setIsBusy(false)
      go()
    }
    task(signal).then(
      (answer) => unlessStopped(() => then(answer)),
      (failure: unknown) => unlessStopped(() => setError(failure)),
    )
  }, [])
  const stop = useCallback(() => {
    running.current?.abort()
    setIsBusy(false)
  }, [])
  useEffect(() => () => running.current?.abort(), [])
  return { isBusy, error, run, stop }
}

/** Separate tasks for listing and counting, because a list that a change of the view makes necessary must not end a count that somebody waits for. */
function useAsking() {
  const listing = useTask()
  const counting = useTask()
  const fetchIds = useCallback<Fetch>(
    (view, first, last, then) => listing.run((signal) => listIds(view, first, last, signal), then),
    [listing.run],
  )
  const count = useCallback<Count>(
    (view, then) => counting.run((signal) => countPeople(view, signal), then),
    [counting.run],
  )
  const stop = useCallback(() => {
    listing.stop()
    counting.stop()
  }, [listing.stop, counting.stop])
  return {
    isBusy: listing.isBusy || counting.isBusy,
    error: listing.error ?? counting.error,
    fetchIds,
    count,
    stop,
  }
}

/** The selection in the grid, kept while the view changes (the rules are in `selection.ts`). */
export function useSelection({ shownView: view, total, isFirstLoad }: ShownUsers, wanted: UserView): UserSelection {
  const [state, dispatch] = useReducer(reduceSelection, noSelection)
  const { isBusy, error, fetchIds, count, stop } = useAsking()
  const isAnswered = !isFirstLoad && sameView(view, wanted)
  const now = { people: state.people, view, total, wanted, isAnswered }
  const latest = useRef<Latest & Wanted>(now)
  useEffect(() => {
    latest.current = now
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the view is what this is about
  useEffect(() => dispatch({ type: 'viewChanged' }), [view])
  useEffect(() => dispatch({ type: 'counted', query: view.query, total }), [view, total])

  const isUnknown = isUndecidable(state.people, view.query)
  const isTickingDisabled = isUnknown && state.people.kind === 'matching' && state.people.total > maximumIds
  const mustList = isUnknown && !isTickingDisabled
  useEffect(() => {
    if (mustList) asList(latest.current, dispatch, fetchIds, () => {})
  }, [mustList, fetchIds])

  const actions = useMemo<SelectionActions>(() => {
    const forAll = (step: typeof addAll) =>
      whenCounted(latest.current, count, (all) => step({ ...latest.current, ...all }, dispatch, fetchIds))
    return {
      toggle: (row, index) => toggleRow(latest.current, dispatch, fetchIds, row, index),
      anchor: (index) => dispatch({ type: 'anchored', index }),
      extendTo: (anchor, index, loaded) => extendRange(latest.current, dispatch, fetchIds, { anchor, index, loaded }),
      toggleAll: (state) => forAll(state === true ? removeAll : addAll),
      chooseAll: () => forAll(addAll),
      only: (row, index) => {
        stop()
        dispatch({ type: 'cleared' })
        dispatch({ type: 'toggled', id: row.id, index, view: latest.current.view.query })
      },
      clear: () => {
        stop()
        dispatch({ type: 'cleared' })
      },
    }
  }, [fetchIds, count, stop])
  return {
    ...actions,
    people: state.people,
    anchorIndex: state.range?.anchor ?? null,
    isOverLimit: state.isOverLimit,
    isTickingDisabled,
    isBusy,
    error,
  }
}
