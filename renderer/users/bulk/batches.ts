import type { LeftOut } from '../../../shared/users.ts'

/** The contract's limit of people in one call. */
const batchSize = 1000

export type Batches<Changed> = { readonly changed: readonly Changed[]; readonly left: LeftOut }

/**
 * Runs a call for many people batch by batch, and adds up who was changed and who was left out. Called again after a failure, as for the own
 * password, it goes on where it was.
 */
export function createBatches<Item, Changed>(
  readItems: () => Promise<readonly Item[]>,
  call: (batch: readonly Item[]) => Promise<Batches<Changed>>,
) {
  let items: readonly Item[] | null = null
  let done = 0
  const changed: Changed[] = []
  const left: LeftOut[number][] = []
  return {
    result: (): Batches<Changed> => ({ changed, left }),
    run: async (): Promise<void> => {
      items ??= await readItems()
      while (done < items.length) {
        const batch = items.slice(done, done + batchSize)
        const answer = await call(batch)
        changed.push(...answer.changed)
        left.push(...answer.left)
        done += batch.length
      }
    },
  }
}
