import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { LeftOut } from '../../../shared/users.ts'
import { api } from '../../base/api.ts'
import { useUserAction } from '../use-user-action.ts'
import { type Batches, createBatches } from './batches.ts'

/** A change for many people, the words that say it is done, and what takes it back from those whom it has changed. */
export type BulkWork<Item, Changed> = {
  readonly items: () => Promise<readonly Item[]>
  readonly call: (batch: readonly Item[]) => Promise<Batches<Changed>>
  readonly done: (count: number) => string
  readonly undo: (batch: readonly Changed[]) => Promise<Batches<unknown>>
  readonly undone: (count: number) => string
}

/** Runs a change for many people with the own password where it is asked for, offers Undo, and keeps who was left out; `onDone` if nobody was. */
export function useBulk<Item, Changed>(work: BulkWork<Item, Changed>, onDone: () => void) {
  const action = useUserAction()
  const queries = useQueryClient()
  const [isBusy, setIsBusy] = useState(false)
  const [left, setLeft] = useState<LeftOut | null>(null)
  const run = async (): Promise<void> => {
    if (isBusy) return
    setIsBusy(true)
    const batches = createBatches(work.items, work.call)
    const isDone = await action.runCounted(batches.run, () => {
      const { changed } = batches.result()
      const takeBack = createBatches(async () => changed, work.undo)
      const undo = { call: takeBack.run, done: work.undone(changed.length) }
      return { done: work.done(changed.length), undo: changed.length === 0 ? undefined : undo }
    })
    void queries.invalidateQueries({ queryKey: api.groups.key() })
    setIsBusy(false)
    const { left: leftOut } = batches.result()
    if (leftOut.length > 0) setLeft(leftOut)
    else if (isDone) onDone()
  }
  return { run, left, error: action.error, isBusy }
}
