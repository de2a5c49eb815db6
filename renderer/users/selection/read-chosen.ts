import { client } from '../../base/api.ts'
import type { UserView } from '../user-view.ts'
import type { CopiedPerson } from './copied-people.ts'
import { type ChosenPeople, chosenCount, isChosen } from './selection.ts'

/** The contract's largest page of rows. */
const pageSize = 500

/** The names of everybody selected, in the order of the list; those whom the list does not show come last. */
export async function readChosen(people: ChosenPeople, { query, sort }: UserView): Promise<readonly CopiedPerson[]> {
  const wanted = chosenCount(people)
  const found = new Map<number, CopiedPerson>()
  const from = people.kind === 'matching' ? people.query : (people.seenIn ?? query)
  for (let offset = 0, total = 1; offset < total && found.size < wanted; offset += pageSize) {
    const page = await client.users.list({ query: from, sort, offset, limit: pageSize })
    total = page.total
    for (const row of page.rows) if (isChosen(people, row, from) === true) found.set(row.id, row)
  }
  if (people.kind === 'users') {
    for (const id of people.ids) if (!found.has(id)) found.set(id, await client.users.get({ id }))
  }
  return [...found.values()]
}
