import { describe, expect, it } from 'vitest'
import { findUsers, listUsers } from '../../../electron/command-line/find-users.ts'
import { excludedFrom } from '../../../electron/command-line/results.ts'
import type { Caller } from '../../../electron/rpc/caller.ts'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { noFilter } from '../../../shared/users.ts'
import { addPerson, ownerName, setUp } from '../../support/test-services.ts'

async function office(people: number) {
  const { services, owner } = await setUp()
  const added = []
  for (let at = 0; at < people; at += 1) added.push(await addPerson(services, owner))
  const caller = createCaller(services.serve, () => owner) as unknown as Caller
  return { services, owner, caller, added }
}

describe('finding people by their user names', () => {
  it.each([3, 30])('finds %d, whatever the case, and names those who do not exist', async (count) => {
    const { caller, added } = await office(count)
    const names = added.map(({ username }) => username)
    const { users, unknown } = await findUsers(caller, [
      ...names.map((name) => name.toUpperCase()),
      'person',
      'gone@x.test',
    ])
    expect(users.map(({ username }) => username)).toEqual(names)
    expect(unknown).toEqual(['person', 'gone@x.test'])
  })

  it('lists everybody, beyond one page', async () => {
    const { caller } = await office(505)
    const users = []
    for await (const user of listUsers(caller, { search: '', filter: noFilter })) users.push(user)
    expect(new Set(users.map(({ id }) => id)).size).toBe(506)
  })
})

describe('who is left out of a reset', () => {
  it('is named one by one, also beyond the hundred that a preview names', async () => {
    const { services, owner, caller, added } = await office(120)
    for (const { id } of added) await services.users.block({ id, isBlocked: true }, owner)
    const everybody = { kind: 'matching', query: { search: '', filter: noFilter }, except: [] } as const
    const excluded = await excludedFrom(caller, everybody, 'reset')
    expect(excluded).toHaveLength(121)
    expect(excluded).toContainEqual({ username: ownerName, outcome: 'skipped', reason: 'ownAccount' })
    expect(excluded.filter(({ reason }) => reason === 'blocked')).toHaveLength(120)
  })
})
