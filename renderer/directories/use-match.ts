import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DirectoryId, MatchRow, MatchTab } from '../../shared/directories.ts'
import type { UserId } from '../../shared/ids.ts'
import { neverChosen } from '../../shared/rules/directory/match-people.ts'
import { api, client } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useAction } from '../base/use-action.ts'

const pageSize = 50
type Also = { readonly person: UserId; readonly entry: UserId; readonly doubts: MatchRow['doubts'] }
const keyOf = (row: MatchRow) => `${row.person?.id} ${row.entry?.id}`

/** Who may be whom in a directory, and which pairs the admin chooses: all of whom there is no doubt, and others one by one. */
export function useMatch(id: DirectoryId) {
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const [tab, setTab] = useState<MatchTab>('pairs')
  const [search, setSearch] = useState('')
  const [offset, setOffset] = useState(0)
  const [except, setExcept] = useState<ReadonlySet<UserId>>(new Set())
  const [also, setAlso] = useState<ReadonlyMap<string, Also>>(new Map())
  // The first question works the match out anew; the pages after it show the same.
  const [opened] = useState(() => Date.now())
  const fresh = useQuery({
    ...api.directories.match.queryOptions({
      input: { id, isFresh: true, tab: 'pairs', search: '', offset: 0, limit: 1 },
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
      retry: false,
    }),
    queryKey: [...api.directories.match.key(), 'fresh', id, opened],
  })
  const page = useQuery({
    ...api.directories.match.queryOptions({
      input: { id, isFresh: false, tab, search, offset, limit: pageSize },
      enabled: fresh.isSuccess,
      placeholderData: keepPreviousData,
      gcTime: 0,
      retry: false,
    }),
    queryKey: [...api.directories.match.key(), 'page', id, fresh.data?.digest, tab, search, offset],
  })
  const counts = fresh.data?.counts
  const chosen = (counts?.pairs ?? 0) - except.size + also.size

  const adopting = useAction(
    async () => {
      const pairs = counts === undefined || counts.pairs === except.size ? null : { digest: fresh.data?.digest ?? '' }
      const input = { id, pairs: pairs && { ...pairs, except: [...except] }, also: [...also.values()] }
      const started = await withConfirmation(() => client.directories.adopt(input))
      void queries.invalidateQueries({ queryKey: api.jobs.key() })
      return started
    },
    () => void queries.invalidateQueries({ queryKey: api.requests.key() }),
  )

  function choose(row: MatchRow, isChosen: boolean): void {
    const { person, entry, doubts } = row
    if (person === null || entry === null) return
    if (doubts.length === 0) {
      const next = new Set(except)
      if (isChosen) next.delete(person.id)
      else next.add(person.id)
      setExcept(next)
      return
    }
    // Of several pairs of one person or entry only the last one stays chosen.
    const others = [...also].filter(([, one]) => one.person !== person.id && one.entry !== entry.id)
    setAlso(
      new Map(isChosen ? [...others, [keyOf(row), { person: person.id, entry: entry.id, doubts }] as const] : others),
    )
  }

  return {
    tab,
    search,
    offset,
    pageSize,
    counts,
    chosen,
    rows: page.data?.rows,
    total: page.data?.total ?? 0,
    isLoading: fresh.isPending || page.isPending,
    error: fresh.error ?? page.error,
    adopting,
    show: (next: MatchTab) => {
      setTab(next)
      setOffset(0)
    },
    find: (text: string) => {
      setSearch(text)
      setOffset(0)
    },
    turn: setOffset,
    choose,
    isChosen: (row: MatchRow) =>
      row.doubts.length === 0 ? row.person !== null && !except.has(row.person.id) : also.has(keyOf(row)),
    canChoose: ({ doubts }: MatchRow) => !doubts.some((doubt) => neverChosen.includes(doubt)),
    again: () => {
      setExcept(new Set())
      setAlso(new Map())
      setOffset(0)
      adopting.clearError()
      void fresh.refetch()
    },
  }
}
export type MatchState = ReturnType<typeof useMatch>
