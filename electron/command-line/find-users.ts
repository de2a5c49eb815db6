import type { UserId } from '../../shared/ids.ts'
import { defaultLanguage } from '../../shared/languages.ts'
import { cutText } from '../../shared/rules/text/cut-text.ts'
import { usernameKey } from '../../shared/rules/username.ts'
import { noFilter, type UserQuery, type UserRow } from '../../shared/users.ts'
import type { Caller } from '../rpc/caller.ts'

export type Found = { readonly users: readonly UserRow[]; readonly unknown: readonly string[] }

export const everybody: UserQuery = { search: '', filter: noFilter }
const pageSize = 500

/** Everybody who matches, page by page in the order of their user names. */
export async function* listUsers(caller: Caller, query: UserQuery): AsyncGenerator<UserRow> {
  const sort = { by: 'username', direction: 'ascending', language: defaultLanguage } as const
  for (let offset = 0; ; offset += pageSize) {
    const { rows } = await caller.users.list({ query, sort, offset, limit: pageSize })
    yield* rows
    if (rows.length < pageSize) return
  }
}

/** Finds people by their whole user names: one by one for a few names, in one pass over everybody for many. */
export async function findUsers(caller: Caller, names: readonly string[]): Promise<Found> {
  const wanted = new Map(names.map((name) => [usernameKey(name), name]))
  const found = new Map<string, UserRow>()
  const searches = wanted.size > 20 ? [''] : [...wanted.values()].map((name) => cutText(name, 200))
  for (const search of searches) {
    for await (const user of listUsers(caller, { search, filter: noFilter })) {
      const key = usernameKey(user.username)
      if (wanted.has(key)) found.set(key, user)
      if (search !== '' && found.has(usernameKey(search))) break
      if (found.size === wanted.size) break
    }
  }
  return {
    users: [...wanted.keys()].flatMap((key) => found.get(key) ?? []),
    unknown: [...wanted].filter(([key]) => !found.has(key)).map(([, name]) => name),
  }
}

/** The ids of everybody with their rows, for commands that report on each person. */
export async function everyId(caller: Caller): Promise<ReadonlyMap<UserId, UserRow>> {
  const users = new Map<UserId, UserRow>()
  for await (const user of listUsers(caller, everybody)) users.set(user.id, user)
  return users
}
