import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { UserId } from '../../../shared/ids.ts'
import { addPerson, setUp } from '../../support/test-services.ts'

type Stored = { deleted_at: number | null; is_blocked: number; password_hash: string | null }

/** What a process that is killed at this moment leaves behind. */
function inStore(dataDir: string, id: UserId): Stored {
  const sql = new Sqlite(`${dataDir}/keydesk.db`, { readonly: true })
  try {
    return sql.prepare('SELECT deleted_at, is_blocked, password_hash FROM users WHERE id = ?').get(id) as Stored
  } finally {
    sql.close()
  }
}

/** What the store holds at each turn of the event loop while the work goes on: each of them is a moment at which a kill can come. */
async function momentsOf(dataDir: string, id: UserId, work: Promise<unknown>): Promise<readonly Stored[]> {
  const moments: Stored[] = []
  let isOver = false
  const end = work.finally(() => {
    isOver = true
  })
  while (!isOver) {
    moments.push(inStore(dataDir, id))
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await end
  return [...moments, inStore(dataDir, id)]
}

it('leaves a deleted person deleted until the new password is there', async () => {
  const { services, owner, dataDir } = await setUp()
  const person = await addPerson(services, owner)
  await services.users.deleteMany({ ids: [person.id] }, owner)
  const input = { userId: person.id, username: null, style: 'strong', language: 'en' } as const
  const moments = await momentsOf(dataDir, person.id, Promise.resolve(services.passwords.restore(input, owner)))
  expect(moments.at(-1)).toMatchObject({ deleted_at: null, password_hash: expect.any(String) })
  expect(moments.filter((one) => one.deleted_at === null && one.password_hash === null)).toEqual([])
  expect(moments.length).toBeGreaterThan(2)
})

it('shuts somebody out completely or not at all, and the unknown password can never be read', async () => {
  const { services, owner, dataDir } = await setUp()
  const person = await addPerson(services, owner)
  const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
  await services.passwords.reset({ userId: person.id, choice, mustChange: true }, owner)
  const before = inStore(dataDir, person.id)
  const work = Promise.resolve(services.passwords.shutOut({ userId: person.id }, owner))
  const moments = await momentsOf(dataDir, person.id, work)
  const isHalf = (one: Stored) => (one.is_blocked === 1) === (one.password_hash === before.password_hash)
  expect(moments.filter(isHalf)).toEqual([])
  expect(moments.at(-1)?.is_blocked).toBe(1)
  // Everything that was kept is gone in the transaction itself.
  const { entries } = await services.users.history({ id: person.id, offset: 0, limit: 10 }, owner)
  expect(entries.map(({ action }) => action).slice(0, 2)).toEqual(['Reset user password.', 'Disable account.'])
})

it('restores nobody whose password could not be made, and nobody twice', async () => {
  const { services, owner } = await setUp()
  const person = await addPerson(services, owner)
  await services.users.deleteMany({ ids: [person.id] }, owner)
  const input = { userId: person.id, username: null, style: 'strong', language: 'en' } as const
  const both = await Promise.allSettled([1, 2].map(async () => services.passwords.restore(input, owner)))
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const { entries } = await services.users.history({ id: person.id, offset: 0, limit: 10 }, owner)
  expect(entries.filter(({ action }) => action === 'Restore user.')).toHaveLength(1)
  expect(entries.filter(({ action }) => action === 'Reset user password.')).toHaveLength(1)
})
