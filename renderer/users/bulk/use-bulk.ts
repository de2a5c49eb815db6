import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { LeftOut } from '../../../shared/users.ts'
import { api } from '../../base/api.ts'
import { useAction } from '../../base/use-action.ts'
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

/**
 * Runs a change for many people with the own password where it is asked for, offers Undo, and keeps who was left out; `onDone` if nobody was. Where
 * it fails on its way, those who were changed until then are counted and can be taken back, too.
 */
export function useBulk<Item, Changed>(work: BulkWork<Item, Changed>, onDone: () => void) {
  const action = useUserAction()
  const queries = useQueryClient()
  const [left, setLeft] = useState<LeftOut | null>(null)
  const { run, isBusy } = useAction(async () => {
    const batches = createBatches(work.items, work.call)
    const said = () => {
      const { changed } = batches.result()
      const takeBack = createBatches(async () => changed, work.undo)
      const undo = { call: takeBack.run, done: work.undone(changed.length) }
      return { done: work.done(changed.length), undo: changed.length === 0 ? undefined : undo }
    }
    const isDone = await action.runCounted(batches.run, said, () =>
      batches.result().changed.length === 0 ? null : said(),
    )
    void queries.invalidateQueries({ queryKey: api.groups.key() })
    const { left: leftOut } = batches.result()
    if (leftOut.length > 0) setLeft(leftOut)
    else if (isDone) onDone()
  })
  return { run, left, error: action.error, isBusy }
}
