import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { DirectoryRow } from '../../shared/directories.ts'
import type { JobId } from '../../shared/ids.ts'
import { api, client } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { useWork } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'

/** A job that matches people, or that undoes that. */
export type StartedMatch = { readonly jobId: JobId; readonly directory: DirectoryRow; readonly isUndo: boolean }

/**
 * Says what a match has done as soon as it is over, with an undo for everybody of it, also after its panel was closed. `onDone` closes that panel where
 * it has nothing more to show; where somebody was left out it stays, and has the undo itself.
 */
export function useMatchNotice(onDone: () => void) {
  const { t } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const { run } = useWork()
  const [started, setStarted] = useState<StartedMatch | null>(null)
  const options = api.jobs.get.queryOptions({ input: { id: started?.jobId as JobId } })
  const { data: job } = useQuery({
    ...options,
    enabled: started !== null,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : 500),
  })
  useEffect(() => {
    if (started === null || job === undefined || job.id !== started.jobId || job.state !== 'done') return
    setStarted(null)
    for (const slice of [api.directories, api.users, api.jobs])
      void queries.invalidateQueries({ queryKey: slice.key() })
    const isWhole = job.done === job.total
    if (isWhole) onDone()
    if (job.done === 0) return
    const { directory, isUndo, jobId } = started
    if (isUndo) return notify(t('directories.undone', { count: job.done }))
    const users = { kind: 'everybody', jobId } as const
    const undo = () =>
      void run(async () => {
        const { jobId: undoing } = await withConfirmation(() =>
          client.directories.undoMatch({ id: directory.id, users }),
        )
        setStarted({ jobId: undoing, directory, isUndo: true })
      })
    const text = t('directories.matched', { count: job.done, name: directory.connection.name })
    // The panel that is still open is a dialog: nothing beside it can be reached by the keyboard.
    if (isWhole) notify(text, { label: t('directories.undo'), run: undo })
    else notify(text)
  }, [job, started, t, notify, queries, run, withConfirmation, onDone])
  return { started: setStarted }
}
