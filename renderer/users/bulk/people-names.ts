import { useQuery } from '@tanstack/react-query'
import type { Language } from '../../../shared/ids.ts'
import { client } from '../../base/api.ts'
import type { Chosen } from '../../base/chosen.ts'
import { listed } from '../../base/words/role-needed.ts'
import { useWords, type Words } from '../../base/words/words.ts'

/** How many people a question names; of the others it says how many they are. */
const named = 5

/** Some names in words, and how many more there are. */
export function namesText(names: readonly string[], count: number, words: Words): string {
  const shown = names.slice(0, named)
  const more = count - shown.length
  const parts = more > 0 ? [...shown, words.t('users.bulk.more', { count: more })] : shown
  return listed(parts, words, 'conjunction')
}

/** The names of the first people of a selection. */
async function firstNames({ selection }: Chosen, language: Language): Promise<readonly string[]> {
  if (selection.kind === 'users') {
    const people = await Promise.all(selection.ids.slice(0, named).map((id) => client.users.get({ id })))
    return people.map(({ displayName }) => displayName)
  }
  const except = new Set(selection.except)
  const sort = { by: 'displayName', direction: 'ascending', language } as const
  const limit = Math.min(500, named + except.size)
  const { rows } = await client.users.list({ query: selection.query, sort, offset: 0, limit })
  return rows.filter(({ id }) => !except.has(id)).map(({ displayName }) => displayName)
}

/** Who is selected, in words; empty until it is known. */
export function useNamesText(chosen: Chosen): string {
  const words = useWords()
  const { data } = useQuery({
    queryKey: ['users', 'names', JSON.stringify(chosen.selection)],
    queryFn: () => firstNames(chosen, words.language),
    gcTime: 0,
  })
  return data === undefined ? '' : namesText(data, chosen.count, words)
}
