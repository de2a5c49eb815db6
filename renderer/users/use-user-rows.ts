import { useQueries, useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState } from 'react'
import type { UserRow } from '../../shared/users.ts'
import { api } from '../base/api.ts'
import { sameView, type UserView } from './user-view.ts'

const pageSize = 100
/** How long pages out of view are kept, so that scrolling through a million people takes no more memory (milliseconds). */
const keptFor = 8_000
const freshFor = 5_000
/** How long a page must be in view before it is read while somebody scrolls fast (milliseconds). */
const restTime = 60

function pageOptions(view: UserView, page: number) {
  return {
    ...api.users.list.queryOptions({
      input: { query: view.query, sort: view.sort, offset: page * pageSize, limit: pageSize },
    }),
    gcTime: keptFor,
    staleTime: freshFor,
  }
}

const noRows: readonly UserRow[] = []

export type ShownUsers = {
  /** The view that was answered last; the grid shows its rows while the next search runs. */
  readonly shownView: UserView
  readonly total: number
  /** Everybody, whatever the search. */
  readonly all: number
  /** The first page; it is the whole view when there are few people. */
  readonly firstRows: readonly UserRow[]
  /** True until the first answer. */
  readonly isFirstLoad: boolean
  readonly error: unknown
}

/** The view that was answered last, on the way to the wanted one, with its counts. */
export function useShownUsers(wanted: UserView): ShownUsers {
  const [shownView, setShownView] = useState(wanted)
  const next = useQuery(pageOptions(wanted, 0))
  if (next.data !== undefined && !sameView(shownView, wanted)) setShownView(wanted)
  const first = useQuery(pageOptions(shownView, 0))
  return {
    shownView,
    total: first.data?.total ?? 0,
    all: first.data?.all ?? 0,
    firstRows: first.data?.rows ?? noRows,
    isFirstLoad: first.isPending,
    error: next.error,
  }
}

function pagesBetween(first: number, last: number): readonly number[] {
  const from = Math.floor(first / pageSize)
  return Array.from({ length: Math.floor(last / pageSize) - from + 1 }, (_, index) => from + index)
}

/** The pages to read: at once when the window moves by a page, after a pause when it jumps or scrolls fast. */
function useWantedPages(first: number, last: number): readonly number[] {
  const now = pagesBetween(first, last)
  const [wanted, setWanted] = useState(now)
  const changedAt = useRef(0)
  const key = now.join()
  const isSame = wanted.join() === key
  const isNear = now.some((page) => wanted.some((other) => Math.abs(page - other) <= 1))
  useLayoutEffect(() => {
    if (isSame) return
    const showPages = () => {
      changedAt.current = performance.now()
      setWanted(key.split(',').map(Number))
    }
    if (isNear && performance.now() - changedAt.current >= restTime) return showPages()
    const timer = setTimeout(showPages, restTime)
    return () => clearTimeout(timer)
  }, [key, isSame, isNear])
  return wanted
}

export type RowAt = (index: number) => UserRow | undefined

/** The people from `first` to `last` of a view, page by page; undefined where a page is not read yet. */
export function useRowWindow(view: UserView, first: number, last: number): RowAt {
  const pages = useWantedPages(first, last)
  const loaded = useQueries({ queries: pages.map((page) => pageOptions(view, page)) })
  return (index) => {
    const page = Math.floor(index / pageSize)
    return loaded[pages.indexOf(page)]?.data?.rows[index - page * pageSize]
  }
}
