import type { UserId } from '../../../shared/ids.ts'
import type { Selection, UserQuery } from '../../../shared/users.ts'
import { type FilteredFacts, isEveryone, isMatchedBy, sameGroups, sameQuery, valuesOf } from '../user-view.ts'

/**
 * Who is chosen in the grid. A choice is kept while searching, filtering, sorting and scrolling: nobody leaves it because they are out
 * of sight. It has one of two shapes, those of the contract:
 *
 * - `users`: people chosen one by one or as a range. `seenIn` is the query under which all of them were chosen, null if there were
 *   several; "select all" under that same query then needs no list of ids.
 * - `matching`: all that match `query` except some. It never depends on what is loaded and means whoever matches when the action runs.
 *
 * When the view's query is another than a `matching` choice's, these rules keep toggles sensible:
 *
 * 1. `query` is everybody: every row is a member, toggles only change `except`.
 * 2. `query` is a filter, or has the same search as the view: membership is decided on the row itself (`isMatchedBy`), since rows carry
 *    every fact that filters ask for, but for groups. Unticking a member changes `except`; ticking somebody else makes the choice a
 *    list first (`listed`).
 * 3. `query` has another search than the view, or is limited to other groups: only the service can say who matches, so the choice
 *    becomes a list of ids (`listed`) as soon as these change. Above 100,000 people, the contract's limit, it stays as it is:
 *    membership is unknown (`isChosen` gives null), rows can't be toggled until the selection is cleared or search and groups are back.
 */
export type ChosenPeople =
  | { readonly kind: 'users'; readonly ids: ReadonlySet<UserId>; readonly seenIn: UserQuery | null }
  | {
      readonly kind: 'matching'
      readonly query: UserQuery
      readonly total: number
      readonly except: ReadonlySet<UserId>
    }

/** `range` is where a Shift range starts, with those selected before it, so that the range can shrink again. */
export type SelectionState = {
  readonly people: ChosenPeople
  readonly range: { readonly anchor: number; readonly before: ChosenPeople } | null
  /** True if the last step would have exceeded the contract's limit, and was not taken. */
  readonly isOverLimit: boolean
}

/** The contract's limit of ids in a selection and in its exceptions. */
export const maximumIds = 100_000

export type SelectionAction =
  | { readonly type: 'toggled'; readonly id: UserId; readonly index: number; readonly view: UserQuery }
  /** The row from which a later range starts. */
  | { readonly type: 'anchored'; readonly index: number }
  /** `ids`: everybody between the anchor and the row reached. */
  | { readonly type: 'ranged'; readonly anchor: number; readonly ids: readonly UserId[]; readonly view: UserQuery }
  | { readonly type: 'allChosen'; readonly view: UserQuery; readonly total: number }
  | { readonly type: 'added' | 'removed'; readonly ids: readonly UserId[]; readonly view: UserQuery }
  /** `ids`: everybody who matches the query of a `matching` choice, which becomes a list. */
  | { readonly type: 'listed'; readonly query: UserQuery; readonly ids: readonly UserId[] }
  /** The service has counted a query again. */
  | { readonly type: 'counted'; readonly query: UserQuery; readonly total: number }
  | { readonly type: 'refused' }
  | { readonly type: 'viewChanged' }
  | { readonly type: 'cleared' }

export const nobody: ChosenPeople = { kind: 'users', ids: new Set(), seenIn: null }
export const noSelection: SelectionState = { people: nobody, range: null, isOverLimit: false }

/** How many people an action would reach. */
export function chosenCount(people: ChosenPeople): number {
  return people.kind === 'users' ? people.ids.size : Math.max(0, people.total - people.except.size)
}

/** True if everybody in the view is known to match the query of a `matching` selection, so that ticking only changes `except`. */
export function isCovering(query: UserQuery, view: UserQuery): boolean {
  return isEveryone(query) || sameQuery(query, view)
}

/** True if the rows alone can't tell who is selected (rule 3). */
export function isUndecidable(people: ChosenPeople, view: UserQuery): boolean {
  if (people.kind === 'users') return false
  const { search, filter } = people.query
  const isOtherSearch = search.trim() !== '' && search.trim() !== view.search.trim()
  return isOtherSearch || (valuesOf(filter, 'group').length > 0 && !sameGroups(filter, view.filter))
}

/** Whether a row of the view is selected; null if only the service can tell. */
export function isChosen(
  people: ChosenPeople,
  row: FilteredFacts & { readonly id: UserId },
  view: UserQuery,
): boolean | null {
  if (people.kind === 'users') return people.ids.has(row.id)
  if (people.except.has(row.id)) return false
  if (isCovering(people.query, view)) return true
  return isUndecidable(people, view) ? null : isMatchedBy(people.query.filter, row)
}

function changed(ids: ReadonlySet<UserId>, change: Iterable<UserId>, isAdding: boolean): ReadonlySet<UserId> {
  const next = new Set(ids)
  for (const id of change) {
    if (isAdding) next.add(id)
    else next.delete(id)
  }
  return next
}

function withPeople(people: ChosenPeople, ids: readonly UserId[], view: UserQuery): ChosenPeople {
  if (people.kind === 'matching') return { ...people, except: changed(people.except, ids, false) }
  const isSameView = people.ids.size === 0 || (people.seenIn !== null && sameQuery(people.seenIn, view))
  return { kind: 'users', ids: changed(people.ids, ids, true), seenIn: isSameView ? view : null }
}

function withoutPeople(people: ChosenPeople, ids: readonly UserId[]): ChosenPeople {
  if (people.kind === 'matching') return { ...people, except: changed(people.except, ids, true) }
  return { ...people, ids: changed(people.ids, ids, false) }
}

function isTooLarge(people: ChosenPeople): boolean {
  return (people.kind === 'users' ? people.ids : people.except).size > maximumIds
}

/** Turns a `matching` selection of nobody into an empty list, because both mean the same. */
function nextState(state: SelectionState, people: ChosenPeople, range: SelectionState['range']): SelectionState {
  if (isTooLarge(people)) return { ...state, isOverLimit: true }
  return chosenCount(people) === 0
    ? { people: nobody, range: range && { anchor: range.anchor, before: nobody }, isOverLimit: false }
    : { people, range, isOverLimit: false }
}

function toggled(state: SelectionState, action: Extract<SelectionAction, { type: 'toggled' }>): SelectionState {
  const { people } = state
  const isIn = people.kind === 'users' ? people.ids.has(action.id) : !people.except.has(action.id)
  const next = isIn ? withoutPeople(people, [action.id]) : withPeople(people, [action.id], action.view)
  return nextState(state, next, { anchor: action.index, before: next })
}

function listed(state: SelectionState, action: Extract<SelectionAction, { type: 'listed' }>): SelectionState {
  const { people } = state
  if (people.kind !== 'matching' || !sameQuery(people.query, action.query)) return state
  const ids = new Set(action.ids.filter((id) => !people.except.has(id)))
  return nextState(state, { kind: 'users', ids, seenIn: people.query }, null)
}

function counted(state: SelectionState, action: Extract<SelectionAction, { type: 'counted' }>): SelectionState {
  const { people } = state
  if (people.kind !== 'matching' || people.total === action.total || !sameQuery(people.query, action.query))
    return state
  return { ...state, people: { ...people, total: action.total } }
}

/** The next selection. Callers make a `matching` choice a list first where the rules above ask for it (`use-selection.ts`). */
export function reduceSelection(state: SelectionState, action: SelectionAction): SelectionState {
  switch (action.type) {
    case 'toggled':
      return toggled(state, action)
    case 'anchored':
      return { ...state, range: { anchor: action.index, before: state.people } }
    case 'ranged': {
      const before = state.range?.before ?? state.people
      return nextState(state, withPeople(before, action.ids, action.view), { anchor: action.anchor, before })
    }
    case 'allChosen': {
      const people: ChosenPeople = { kind: 'matching', query: action.view, total: action.total, except: new Set() }
      return nextState(state, people, null)
    }
    case 'added':
      return nextState(state, withPeople(state.people, action.ids, action.view), null)
    case 'removed':
      return nextState(state, withoutPeople(state.people, action.ids), null)
    case 'listed':
      return listed(state, action)
    case 'counted':
      return counted(state, action)
    case 'refused':
      return { ...state, isOverLimit: true }
    case 'viewChanged':
      return state.range === null ? state : { ...state, range: null }
    case 'cleared':
      return noSelection
  }
}

/** The selection in the form of the contract. */
export function selectionOf(people: ChosenPeople): Selection {
  return people.kind === 'users'
    ? { kind: 'users', ids: [...people.ids] }
    : { kind: 'matching', query: people.query, except: [...people.except] }
}

export type HeaderState = boolean | 'mixed'

/**
 * What the header's checkbox shows for the people of the view. It is exact while all of them are loaded, or if the selection was made under
 * this query; otherwise `mixed` as soon as anybody is selected, because only the service can tell more.
 */
export function headerState(
  people: ChosenPeople,
  view: UserQuery,
  total: number,
  loaded: readonly (FilteredFacts & { readonly id: UserId })[],
): HeaderState {
  if (total === 0 || chosenCount(people) === 0) return false
  if (people.kind === 'matching' && people.except.size === 0 && isCovering(people.query, view)) return true
  if (loaded.length >= total) {
    const verdicts = loaded.map((row) => isChosen(people, row, view))
    if (verdicts.every((verdict) => verdict === true)) return true
    return verdicts.every((verdict) => verdict === false) ? false : 'mixed'
  }
  if (people.kind === 'users' && people.seenIn !== null && sameQuery(people.seenIn, view)) {
    return people.ids.size >= total ? true : 'mixed'
  }
  return 'mixed'
}

/**
 * How "select all" adds the people of the view to the selection: `matching` replaces the selection, which they include; `except` only removes
 * exceptions; `ids` needs both as lists.
 */
export function selectAllPlan(people: ChosenPeople, view: UserQuery): 'matching' | 'except' | 'ids' {
  if (chosenCount(people) === 0 || isEveryone(view)) return 'matching'
  if (people.kind === 'users') return people.seenIn !== null && sameQuery(people.seenIn, view) ? 'matching' : 'ids'
  if (sameQuery(people.query, view)) return 'matching'
  return isEveryone(people.query) ? 'except' : 'ids'
}

/** How unticking the header removes the people of the view: `cleared` if nobody else is selected, otherwise by `ids`. */
export function clearAllPlan(people: ChosenPeople, view: UserQuery): 'cleared' | 'ids' {
  if (isEveryone(view)) return 'cleared'
  const chosenIn = people.kind === 'users' ? people.seenIn : people.query
  return chosenIn !== null && sameQuery(chosenIn, view) ? 'cleared' : 'ids'
}
