import type { UserId } from '../../../shared/ids.ts'
import type { UserRow } from '../../../shared/users.ts'
import type { UserView } from '../user-view.ts'
import {
  type ChosenPeople,
  clearAllPlan,
  isChosen,
  isCovering,
  maximumIds,
  type SelectionAction,
  selectAllPlan,
} from './selection.ts'

/** The selection, and what the grid shows, at the moment of a step. */
export type Latest = { readonly people: ChosenPeople; readonly view: UserView; readonly total: number }
export type Dispatch = (action: SelectionAction) => void
/** Fetches ids, one task at a time: a newer task discards the answer of an older one. */
export type Fetch = (view: UserView, first: number, last: number, then: (ids: readonly UserId[]) => void) => void

/** Runs `then` once ids of this view can be added to the selection: a `matching` selection that does not contain them all becomes a list first. */
export function asList({ people, view }: Latest, dispatch: Dispatch, fetchIds: Fetch, then: () => void): void {
  if (people.kind === 'users' || isCovering(people.query, view.query)) then()
  else if (people.total > maximumIds) dispatch({ type: 'refused' })
  else {
    fetchIds({ query: people.query, sort: view.sort }, 0, people.total - 1, (ids) => {
      dispatch({ type: 'listed', query: people.query, ids })
      then()
    })
  }
}

/** The view that the admin asks for, and whether the grid shows it already. */
export type Wanted = { readonly wanted: UserView; readonly isAnswered: boolean }
/** Asks how many people a view has. */
export type Count = (view: UserView, then: (total: number) => void) => void

/** Runs `then` for everybody of the wanted view, even if the answer for that view has not arrived yet. */
export function whenCounted(
  { view, total, wanted, isAnswered }: Latest & Wanted,
  count: Count,
  then: (all: Pick<Latest, 'view' | 'total'>) => void,
): void {
  if (isAnswered) then({ view, total })
  else count(wanted, (answered) => then({ view: wanted, total: answered }))
}

/** Ticks or unticks one row. */
export function toggleRow(latest: Latest, dispatch: Dispatch, fetchIds: Fetch, row: UserRow, index: number): void {
  const { people, view } = latest
  const verdict = isChosen(people, row, view.query)
  if (verdict === null) return
  const run = () => dispatch({ type: 'toggled', id: row.id, index, view: view.query })
  if (verdict || (people.kind === 'matching' && people.except.has(row.id))) run()
  else asList(latest, dispatch, fetchIds, run)
}

/** A range from its anchor to the row that was reached; `loaded` holds the ids between them if the grid has all of them. */
export type Extent = { readonly anchor: number; readonly index: number; readonly loaded: readonly UserId[] | null }

/** Selects everybody between the anchor and the row that was reached, in addition to those selected before the range. */
export function extendRange(
  latest: Latest,
  dispatch: Dispatch,
  fetchIds: Fetch,
  { anchor, index, loaded }: Extent,
): void {
  const { view } = latest
  const first = Math.min(anchor, index)
  const last = Math.max(anchor, index)
  const run = (ids: readonly UserId[]) => dispatch({ type: 'ranged', anchor, ids, view: view.query })
  asList(latest, dispatch, fetchIds, () => {
    if (loaded !== null) run(loaded)
    else if (last - first >= maximumIds) dispatch({ type: 'refused' })
    else fetchIds(view, first, last, run)
  })
}

/** Selects everybody of the view, in addition to those selected elsewhere. */
export function addAll(latest: Latest, dispatch: Dispatch, fetchIds: Fetch): void {
  const { people, view, total } = latest
  const plan = selectAllPlan(people, view.query)
  if (plan === 'matching') dispatch({ type: 'allChosen', view: view.query, total })
  else if (total > maximumIds) dispatch({ type: 'refused' })
  else {
    asList(latest, dispatch, fetchIds, () =>
      fetchIds(view, 0, total - 1, (ids) => dispatch({ type: 'added', ids, view: view.query })),
    )
  }
}

/** Removes everybody of the view from the selection. */
export function removeAll(latest: Latest, dispatch: Dispatch, fetchIds: Fetch): void {
  const { people, view, total } = latest
  if (clearAllPlan(people, view.query) === 'cleared') dispatch({ type: 'cleared' })
  else if (total > maximumIds) dispatch({ type: 'refused' })
  else {
    asList(latest, dispatch, fetchIds, () =>
      fetchIds(view, 0, total - 1, (ids) => dispatch({ type: 'removed', ids, view: view.query })),
    )
  }
}
