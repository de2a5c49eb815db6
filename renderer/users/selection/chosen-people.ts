import type { Language, UserId } from '../../../shared/ids.ts'
import type { UserRow } from '../../../shared/users.ts'
import { client } from '../../base/api.ts'
import type { Chosen } from '../../base/chosen.ts'
import type { UserView } from '../user-view.ts'
import { listIds } from './list-ids.ts'
import { type ChosenPeople, chosenCount, selectionOf } from './selection.ts'

type Named = Pick<UserRow, 'id' | 'displayName' | 'username'> & Partial<Pick<UserRow, 'isProtected'>>

/** One person as `Chosen`, from the key icon or the details. */
export function chosenPerson({ id, displayName, username, isProtected = false }: Named): Chosen {
  return { selection: { kind: 'users', ids: [id] }, count: 1, single: { id, displayName, username, isProtected } }
}

async function onlyPerson(people: ChosenPeople, view: UserView): Promise<Named | null> {
  const id = people.kind === 'users' ? [...people.ids][0] : await onlyId(people, view)
  return id === undefined ? null : client.users.get({ id })
}

async function onlyId({ query, total, except }: ChosenPeople & { kind: 'matching' }, { sort }: UserView) {
  const ids = await listIds({ query, sort }, 0, total - 1)
  return ids.find((id) => !except.has(id))
}

/** The selection as `Chosen` for a dialog; a single person is named, so that the dialog can show the name. */
export async function chosenOf(people: ChosenPeople, view: UserView): Promise<Chosen> {
  const count = chosenCount(people)
  const person = count === 1 ? await onlyPerson(people, view) : null
  return person === null ? { selection: selectionOf(people), count, single: null } : chosenPerson(person)
}

/** The ids of everybody selected, listed before the first is deleted, because deleting shortens the list in which they are found. */
export async function chosenIds({ selection, count }: Chosen, language: Language): Promise<readonly UserId[]> {
  if (selection.kind === 'users') return selection.ids
  const except = new Set(selection.except)
  const sort = { by: 'username', direction: 'ascending', language } as const
  const ids = await listIds({ query: selection.query, sort }, 0, count + except.size - 1)
  return ids.filter((id) => !except.has(id))
}
