import {
  type ChosenPeople,
  headerState,
  isChosen,
  isUndecidable,
  noSelection,
  reduceSelection,
  type SelectionState,
  selectionOf,
} from '../../../../renderer/users/selection/selection.ts'
import {
  addAll,
  asList,
  extendRange,
  type Fetch,
  removeAll,
  toggleRow,
  whenCounted,
} from '../../../../renderer/users/selection/selection-steps.ts'
import { everyone, isMatchedBy, type UserView } from '../../../../renderer/users/user-view.ts'
import type { UserId } from '../../../../shared/ids.ts'
import type { PasswordState } from '../../../../shared/rules/password-state.ts'
import { noFilter, type UserQuery, type UserRow } from '../../../../shared/users.ts'

const words = ['anna', 'bo', 'carl', 'anna bo', 'dora']
const states: readonly PasswordState[] = ['none', 'current', 'temporary']

export function person(index: number): UserRow {
  return {
    id: (index + 1) as UserId,
    username: `user${index}@nordwind.test`,
    displayName: `${words[index % words.length]} ${index}`,
    department: '',
    isProtected: false,
    directoryId: null,
    directory: null,
    roles: index % 7 === 0 ? ['globalAdministrator'] : [],
    signIn: index % 4 === 0 ? 'blocked' : 'allowed',
    lockedUntil: null,
    passwordState: states[index % states.length] ?? 'none',
    passwordChangedAt: null,
    passwordExpiresAt: null,
    canReset: true,
  }
}

export const people = Array.from({ length: 40 }, (_, index) => person(index))

/** What the service would answer. */
export function found({ search, filter }: UserQuery): readonly UserRow[] {
  return people.filter((row) => row.displayName.includes(search.trim()) && isMatchedBy(filter, row))
}

export const searching = (search: string): UserQuery => ({ search, filter: noFilter })
export const withoutPassword: UserQuery = { search: '', filter: { ...noFilter, passwordState: ['none'] } }
export const sort = { by: 'displayName', direction: 'ascending', language: 'en' } as const

/** The screen without React: a view, the reducer, and ids that arrive at once. */
export function createScreen() {
  let state: SelectionState = noSelection
  let view: UserView = { query: everyone, sort }
  let wanted = view
  let answers: (() => void)[] = []
  const dispatch: Parameters<typeof asList>[1] = (action) => {
    state = reduceSelection(state, action)
  }
  const fetchIds: Fetch = (of, first, last, then) => {
    then(
      found(of.query)
        .slice(first, last + 1)
        .map((row) => row.id),
    )
  }
  const latest = () => ({ people: state.people, view, total: found(view.query).length })
  const rows = () => found(view.query)
  const forAll = (step: typeof addAll) =>
    whenCounted(
      { ...latest(), wanted, isAnswered: view === wanted },
      (of, then) => answers.push(() => then(found(of.query).length)),
      (all) => step({ ...latest(), ...all }, dispatch, fetchIds),
    )
  return {
    /** Asks for a view whose answer does not come yet. */
    ask: (query: UserQuery) => {
      wanted = { query, sort }
    },
    /** The counts that somebody waits for. */
    answer: () => {
      for (const answer of answers) answer()
      answers = []
    },
    look: (query: UserQuery) => {
      view = { query, sort }
      wanted = view
      dispatch({ type: 'viewChanged' })
      dispatch({ type: 'counted', query, total: rows().length })
      if (isUndecidable(state.people, query)) asList(latest(), dispatch, fetchIds, () => {})
    },
    toggle: (index: number) => {
      const row = rows()[index]
      if (row !== undefined) toggleRow(latest(), dispatch, fetchIds, row, index)
    },
    extendTo: (index: number) =>
      extendRange(latest(), dispatch, fetchIds, { anchor: state.range?.anchor ?? index, index, loaded: null }),
    addAll: () => forAll(addAll),
    removeAll: () => forAll(removeAll),
    clear: () => dispatch({ type: 'cleared' }),
    rows,
    state: () => state,
    header: () => headerState(state.people, view.query, rows().length, rows()),
    ticks: () => rows().map((row) => isChosen(state.people, row, view.query)),
    ids: () => idsOf(state.people),
  }
}

/** Whom an action would reach, as the service resolves a selection. */
function idsOf(chosen: ChosenPeople): readonly number[] {
  const selection = selectionOf(chosen)
  if (selection.kind === 'users') return [...selection.ids].sort((a, b) => a - b)
  return found(selection.query)
    .map((row) => row.id)
    .filter((id) => !selection.except.includes(id))
    .sort((a, b) => a - b)
}

export const ids = (rows: readonly UserRow[]) => rows.map((row) => row.id)
