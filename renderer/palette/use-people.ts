import { useQuery } from '@tanstack/react-query'
import { noFilter, type UserRow } from '../../shared/users.ts'
import { api } from '../base/api.ts'
import { useMay } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'
import type { Command } from './commands.ts'

/** More names than these are found by a longer text. */
const most = 6

export type PersonRuns = {
  readonly reset: (row: UserRow) => void
  readonly details: (row: UserRow) => void
}

export type FoundPeople = {
  readonly commands: readonly Command[]
  /** False while the people of this search are still being read. */
  readonly isSettled: boolean
}

/**
 * The people whom a search finds: first to reset, for whoever may do so, then to look at. Nobody before something is typed, and never the people of an
 * earlier search, because Enter would be about somebody else.
 */
export function usePeople(search: string, { reset, details }: PersonRuns): FoundPeople {
  const { t, language } = useWords()
  const mayRead = useMay('users.read')
  const mayReset = useMay('passwords.reset')
  const text = search.trim().slice(0, 200)
  const isWanted = mayRead && text !== ''
  const { data, error } = useQuery({
    ...api.users.list.queryOptions({
      input: {
        query: { search: text, filter: noFilter },
        sort: { by: 'displayName', direction: 'ascending', language },
        offset: 0,
        limit: most,
      },
    }),
    enabled: isWanted,
  })
  if (!isWanted || data === undefined) return { commands: [], isSettled: !isWanted || error !== null }
  const commands = data.rows.flatMap((row): readonly Command[] => {
    const { id, displayName: name, username: detail } = row
    const look: Command = {
      ...{ key: `details ${id}`, group: 'people', detail, label: t('palette.details', { name }) },
      run: () => details(row),
    }
    if (!mayReset || !row.canReset) return [look]
    const label = t('users.resetFor', { name })
    return [{ key: `reset ${id}`, group: 'people', detail, label, run: () => reset(row) }, look]
  })
  return { commands, isSettled: true }
}
