import type { UserId } from '../../../shared/ids.ts'

/** The contract's limit of ids in one call. */
const batchSize = 1000

export type LeftOut = { readonly id: UserId; readonly username: string; readonly reason: string }
export type Deletion = { readonly deleted: number; readonly left: readonly LeftOut[] }

/** The ids in order, in parts of at most `size`. */
export function batchesOf<T>(ids: readonly T[], size: number = batchSize): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, at) => ids.slice(at * size, (at + 1) * size))
}

type DeleteBatch = (ids: readonly UserId[]) => Promise<Deletion>

/** Deletes people batch by batch, and adds up who was deleted and who was left out; `onDone` is called with the number of people tried so far. */
export async function deleteAll(
  ids: readonly UserId[],
  deleteBatch: DeleteBatch,
  onDone: (tried: number) => void,
): Promise<Deletion> {
  let sum: Deletion = { deleted: 0, left: [] }
  let tried = 0
  for (const batch of batchesOf(ids)) {
    const { deleted, left } = await deleteBatch(batch)
    sum = { deleted: sum.deleted + deleted, left: [...sum.left, ...left] }
    tried += batch.length
    onDone(tried)
  }
  return sum
}
