import { languages } from '../../shared/languages.ts'
import { noFilter, type UserSort, userSortKeys } from '../../shared/users.ts'
import { percentile } from './bench-row.ts'
import { createRandom, madeUpUser } from './made-up-users.ts'

export const pageSize = 100
const searchCount = 240

type Page = { readonly total: number }
export type ListInput = ReturnType<typeof inputOf>
export type List = (input: ListInput) => Page | Promise<Page>
export type ListTimes = {
  readonly calls: number
  readonly p50: number
  readonly p95: number
  readonly max: number
  readonly slowest: string
}

const directions = ['ascending', 'descending'] as const
/** Every order that the list can be asked for: 8 keys, 2 directions, each language. */
export const everySort: readonly UserSort[] = userSortKeys.flatMap((by) =>
  directions.flatMap((direction) => languages.map((language) => ({ by, direction, language }))),
)

/** A question for one page of the list. */
export const inputOf = (search: string, sort: UserSort = everySort[0] as UserSort, offset = 0) => ({
  query: { search, filter: noFilter },
  sort,
  offset,
  limit: pageSize,
})

/** Parts of 2 to 8 letters of names, user names, phone numbers and departments of these people, and one search in six that finds nobody. */
export function searchesOf(people: number): readonly string[] {
  const random = createRandom(20_261_120)
  const searches = new Set<string>()
  for (let at = 0; searches.size < searchCount; at += 1) {
    const { displayName, username, mobilePhone, department } = madeUpUser(1 + random(people))
    const miss = Array.from({ length: 8 }, () => 'qwxzjvkf'[random(8)]).join('')
    const texts = [displayName, username, displayName, mobilePhone.replaceAll(' ', ''), department, miss]
    const text = texts[at % texts.length] as string
    const length = 2 + random(7)
    const search = text
      .slice(random(Math.max(1, text.length - length + 1)))
      .slice(0, length)
      .trim()
    if (search.length >= 2) searches.add(search)
  }
  return [...searches]
}

function shuffled<T>(items: readonly T[]): readonly T[] {
  const random = createRandom(7)
  const list = [...items]
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = random(at + 1)
    ;[list[at], list[other]] = [list[other] as T, list[at] as T]
  }
  return list
}

/**
 * Times pages of the list in every order with every `step`-th search, each at a random page of what it finds. Each order and each search is asked for
 * once beforehand, because an order is sorted at its first use.
 */
export async function timeList(list: List, people: number, step: number): Promise<ListTimes> {
  const searches = searchesOf(people)
  const totals = new Map<string, number>()
  for (const sort of everySort) await list(inputOf('', sort))
  for (const search of searches) totals.set(search, (await list(inputOf(search))).total)
  const random = createRandom(99)
  const asked = everySort.flatMap((sort, row) =>
    searches.filter((_, column) => (row + column) % step === 0).map((search) => ({ search, sort })),
  )
  const times: number[] = []
  let slowest = ''
  for (const { search, sort } of shuffled(asked)) {
    const offset = random(Math.ceil((totals.get(search) ?? 0) / pageSize)) * pageSize
    const start = performance.now()
    await list(inputOf(search, sort, offset))
    const time = performance.now() - start
    if (times.every((other) => other < time)) slowest = `“${search}” by ${sort.by} ${sort.language}`
    times.push(time)
  }
  const share = (part: number) => percentile(times, part)
  return { calls: times.length, p50: share(0.5), p95: share(0.95), max: share(1), slowest }
}
