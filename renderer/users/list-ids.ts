import type { UserId } from '../../shared/ids.ts'
import type { UserRow } from '../../shared/users.ts'
import { client } from '../app/api.ts'
import type { UserView } from './user-view.ts'

/** The contract's largest page. */
const pageSize = 500
const pagesAtOnce = 4

/** The rows from `first` to `last` (inclusive) of a view, whether the grid has loaded them or not. */
export async function listRows(
  view: UserView,
  first: number,
  last: number,
  signal?: AbortSignal,
): Promise<readonly UserRow[]> {
  const offsets: number[] = []
  for (let offset = first; offset <= last; offset += pageSize) offsets.push(offset)
  const pages: (readonly UserRow[])[] = []
  for (let at = 0; at < offsets.length; at += pagesAtOnce) {
    const answers = await Promise.all(
      offsets
        .slice(at, at + pagesAtOnce)
        .map((offset) =>
          client.users.list(
            { query: view.query, sort: view.sort, offset, limit: Math.min(pageSize, last - offset + 1) },
            { signal },
          ),
        ),
    )
    pages.push(...answers.map((answer) => answer.rows))
  }
  return pages.flat()
}

/** The ids from `first` to `last` (inclusive) of a view: what a range or a choice made under another search holds. */
export async function listIds(
  view: UserView,
  first: number,
  last: number,
  signal?: AbortSignal,
): Promise<readonly UserId[]> {
  return (await listRows(view, first, last, signal)).map((row) => row.id)
}
