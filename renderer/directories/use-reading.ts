import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DirectoryId } from '../../shared/directories.ts'
import { lookedText } from '../../shared/i18n/looked-text.ts'
import { api, client, errorCodeOf } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useWords } from '../base/words/words.ts'

type Named = { readonly id: DirectoryId; readonly name: string }

/** Reads directories, several at once where somebody wants that, and says what was found; a directory that is away says so in its row. */
export function useReading() {
  const { t } = useWords()
  const queries = useQueryClient()
  const notify = useNotify()
  const [reading, setReading] = useState<ReadonlySet<DirectoryId>>(new Set())
  const [error, setError] = useState<unknown>(null)

  const read = async ({ id, name }: Named): Promise<void> => {
    if (reading.has(id)) return
    setError(null)
    setReading((now) => new Set([...now, id]))
    try {
      notify(lookedText(t, name, await client.directories.look({ id, isWhole: true })))
    } catch (failure) {
      if (errorCodeOf(failure) !== 'DIRECTORY_UNREACHABLE') setError(failure)
    } finally {
      // Read before the row stops saying that it is being read, so that it never shows what was true earlier.
      await queries.invalidateQueries({ queryKey: api.directories.key() })
      void queries.invalidateQueries({ queryKey: api.users.key() })
      setReading((now) => new Set([...now].filter((one) => one !== id)))
    }
  }
  return { reading, read, error }
}
