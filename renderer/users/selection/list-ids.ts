import type { UserId } from '../../../shared/ids.ts'
import { client } from '../../base/api.ts'
import type { UserView } from '../user-view.ts'

/** The contract's largest page of ids. */
const pageSize = 100_000

/** The ids from `first` to `last` (inclusive) of a view, even if the grid has not loaded the rows. */
export async function listIds(
  view: UserView,
  first: number,
  last: number,
  signal?: AbortSignal,
): Promise<readonly UserId[]> {
  const pages: (readonly UserId[])[] = []
  for (let offset = first; offset <= last; offset += pageSize) {
    const input = { query: view.query, sort: view.sort, offset, limit: Math.min(pageSize, last - offset + 1) }
    pages.push((await client.users.ids(input, { signal })).ids)
  }
  return pages.flat()
}

/** How many people a view has. */
export async function countPeople(view: UserView, signal?: AbortSignal): Promise<number> {
  const { total } = await client.users.list({ query: view.query, sort: view.sort, offset: 0, limit: 1 }, { signal })
  return total
}
