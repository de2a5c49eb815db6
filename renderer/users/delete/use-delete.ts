import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, client } from '../../base/api.ts'
import type { Chosen, Person } from '../../base/chosen.ts'
import { useConfirmation } from '../../base/confirmation.ts'
import { useNotify } from '../../base/notify.tsx'
import { useWords } from '../../base/words/words.ts'
import { chosenIds } from '../selection/chosen-people.ts'
import { type Deletion, deleteAll } from './delete-many.ts'

/**
 * The state of deleting people, from the question to the list of those left out. `onDeleted` is called when nobody was left out, `onRestore` by
 * Undo.
 */
export function useDelete(chosen: Chosen, onDeleted: () => void, onRestore: (person: Person) => void) {
  const { t, language, formatNumber } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const [progress, setProgress] = useState<{ readonly tried: number; readonly all: number } | null>(null)
  const [result, setResult] = useState<Deletion | null>(null)
  const [error, setError] = useState<unknown>(null)
  const isRunning = useRef(false)
  const days = useQuery(api.policies.get.queryOptions({ input: {} })).data?.policies.signIn.deletedDays

  /** Of one person Undo leads to a new temporary password, because the old one is gone. */
  const tell = (count: number) => {
    const { single } = chosen
    if (single === null || days === undefined) {
      notify(t('users.deleted', { count, number: formatNumber(count) }))
    } else {
      const undo = { label: t('common.undo'), run: () => onRestore(single) }
      notify(t('users.deletedOne', { name: single.displayName, count: days }), undo)
    }
  }
  const run = async () => {
    if (isRunning.current) return
    isRunning.current = true
    setError(null)
    setProgress({ tried: 0, all: chosen.count })
    try {
      const ids = await chosenIds(chosen, language)
      const done = await deleteAll(
        ids,
        (batch) => withConfirmation(() => client.users.deleteMany({ ids: [...batch] })),
        (tried) => setProgress({ tried, all: ids.length }),
      )
      if (done.left.length > 0) return setResult(done)
      tell(done.deleted)
      onDeleted()
    } catch (failure) {
      setError(failure)
    } finally {
      isRunning.current = false
      setProgress(null)
      // The details of deleted people are not read again, because reading them would fail.
      for (const queryKey of [api.users.list.key(), api.users.counts.key(), api.deleted.list.key()]) {
        void queries.invalidateQueries({ queryKey })
      }
    }
  }
  return { run, progress, result, error }
}
