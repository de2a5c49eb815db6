import { describe, expect, it } from 'vitest'
import { createBatches } from '../../../../renderer/users/bulk/batches.ts'
import type { UserId } from '../../../../shared/ids.ts'

const ids = Array.from({ length: 2500 }, (_, at) => (at + 1) as UserId)

describe('a change for many people', () => {
  it('is made batch by batch, and adds up who was changed and who was left out', async () => {
    const sizes: number[] = []
    const batches = createBatches(
      async () => ids,
      async (batch) => {
        sizes.push(batch.length)
        const left = batch.slice(0, 1).map((id) => ({ id, username: '', reason: 'NOT_ALLOWED' }))
        return { changed: batch.slice(1), left }
      },
    )
    await batches.run()
    expect(sizes).toEqual([1000, 1000, 500])
    const { changed, left } = batches.result()
    expect([changed.length, left.map(({ id }) => id)]).toEqual([2497, [1, 1001, 2001]])
  })

  it('goes on where it was after the own password was asked for, and reads the people once', async () => {
    let [reads, calls] = [0, 0]
    const batches = createBatches(
      async () => {
        reads += 1
        return ids
      },
      async (batch) => {
        calls += 1
        if (calls === 2) throw new Error('CONFIRMATION_NEEDED')
        return { changed: batch, left: [] }
      },
    )
    await expect(batches.run()).rejects.toThrow('CONFIRMATION_NEEDED')
    await batches.run()
    expect([reads, batches.result().changed]).toEqual([1, ids])
  })
})
