import { describe, expect, it } from 'vitest'
import { batchesOf, type Deletion, deleteAll } from '../../../../renderer/users/delete/delete-many.ts'
import { type UserId, userId } from '../../../../shared/ids.ts'

const people = (count: number) => Array.from({ length: count }, (_, at) => userId.parse(at + 1))

describe('deleting many people', () => {
  it('asks for at most as many at once as the contract allows, in order and each once', () => {
    const ids = people(2345)
    const batches = batchesOf(ids)
    expect(batches.map((batch) => batch.length)).toEqual([1000, 1000, 345])
    expect(batches.flat()).toEqual(ids)
    expect(batchesOf(people(1000))).toHaveLength(1)
    expect(batchesOf([])).toEqual([])
  })

  it('adds up who was deleted and who was left out, and says how far it is', async () => {
    const tried: number[] = []
    const deleteBatch = async (ids: readonly UserId[]): Promise<Deletion> => {
      const [first] = ids
      if (first === undefined) throw new Error('an empty batch')
      return { deleted: ids.length - 1, left: [{ id: first, username: `user${first}`, reason: 'OWN_ACCOUNT' }] }
    }
    const done = await deleteAll(people(1500), deleteBatch, (count) => tried.push(count))
    expect(done.deleted).toBe(1498)
    expect(done.left.map(({ username }) => username)).toEqual(['user1', 'user1001'])
    expect(tried).toEqual([1000, 1500])
  })

  it('goes no further after a failure', async () => {
    let calls = 0
    const refuse = async (): Promise<Deletion> => {
      calls += 1
      throw new Error('refused')
    }
    await expect(deleteAll(people(3000), refuse, () => {})).rejects.toThrow('refused')
    expect(calls).toBe(1)
  })
})
