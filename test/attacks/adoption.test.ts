import { describe, expect, it } from 'vitest'
import { createCaller } from '../../electron/rpc/caller.ts'
import type { UserId } from '../../shared/ids.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import { adoptAll, firstPage, growing, rows, undo } from '../electron/directories/growing.ts'
import { entry } from '../electron/directories/pretend-directory.ts'
import { codeOf } from '../electron/directory/in-memory-directory.ts'
import { addPerson, noKeychain, resetAndRead, signedInPerson } from '../support/test-services.ts'
import { withRule } from '../support/two-admins.ts'

const later = (work: () => unknown) => codeOf(Promise.resolve().then(work))
const global: readonly RoleName[] = ['globalAdministrator']

/** An office with one global admin more, and an entry that its admins have named after that one. */
async function named(options: Parameters<typeof growing>[0] = {}) {
  const desk = await growing(options, [global])
  const [admin] = desk.people as [(typeof desk.people)[number]]
  const pair = { person: admin.id, entry: desk.entryOf(admin.id), doubts: ['isApprover'] as const }
  return { ...desk, admin, pair }
}

describe('an admin of the directory', () => {
  it('who names an entry after a global admin becomes nobody: the pair is never chosen beforehand', async () => {
    const { services, owner, office, admin, pair } = await named()
    const found = await services.directories.match({ id: office.id, ...firstPage }, owner)
    expect(found.counts).toMatchObject({ pairs: 0, doubts: 1 })
    const all = { id: office.id, pairs: { digest: found.digest, except: [] }, also: [] }
    expect(await later(() => services.directories.adopt(all, owner))).toBe('NOTHING_SELECTED')
    const unseen = { ...pair, doubts: [] }
    expect(await later(() => adoptAll(services, office.id, owner, [unseen]))).toBe('MATCH_CHANGED')
    expect(services.users.stored(admin.id)?.isInDirectory).toBe(false)
  })

  it('who gives two entries the name, or an entry somebody else’s address, gets none of them chosen beforehand', async () => {
    const { services, owner, office, people, nameOf } = await growing({}, [[], []])
    const [anna, bo] = people as [(typeof people)[number], (typeof people)[number]]
    office.put(entry('twin', { username: anna.username.split('@')[0] ?? '', displayName: nameOf(anna.id) }))
    office.put(
      entry(`e${anna.id}`, {
        username: 'other',
        displayName: nameOf(anna.id),
        contact: { alternateEmail: anna.username },
      }),
    )
    office.put(
      entry(`e${bo.id}`, {
        username: bo.username,
        displayName: nameOf(bo.id),
        contact: { alternateEmail: anna.username },
      }),
    )
    await office.look()
    const { counts } = await services.directories.match({ id: office.id, ...firstPage }, owner)
    expect(counts.pairs).toBe(0)
  })

  it('gets no role that is given between the choice and the deed', async () => {
    const { services, owner, office, people } = await growing()
    const [anna] = people as [(typeof people)[number]]
    const { digest } = await services.directories.match({ id: office.id, ...firstPage }, owner)
    const { jobId } = await services.directories.adopt(
      { id: office.id, pairs: { digest, except: [] }, also: [] },
      owner,
    )
    void services.roles.set({ userId: anna.id, roles: global }, owner)
    await services.jobs.finished(jobId)
    const { items } = await services.jobs.items({ id: jobId, outcome: null, offset: 0, limit: 9 }, owner)
    expect(items).toMatchObject([{ outcome: 'failed', reason: 'MATCH_CHANGED' }])
    expect(services.users.stored(anna.id)).toMatchObject({ isInDirectory: false, roles: global })
  })

  it('gets no key to the vault by a matched global admin, and the last key stays', async () => {
    const { services, owner, office, admin, pair, ownerId, nameOf, dataDir } = await named({ keychain: noKeychain })
    const slots = () => rows<{ user_id: number }>(dataDir, "SELECT user_id FROM vault_slots WHERE kind = 'admin'")
    expect(slots().map(({ user_id }) => user_id)).toEqual([ownerId, admin.id])
    expect((await adoptAll(services, office.id, owner, [pair])).items).toMatchObject([{ outcome: 'done' }])
    expect(slots().map(({ user_id }) => user_id)).toEqual([ownerId])
    // A third admin whose password opens nothing yet.
    const third = await addPerson(services, owner, { roles: global })
    await resetAndRead(services, owner, third.id, false)
    const username = services.users.stored(ownerId)?.username ?? ''
    office.put(entry('own', { username, displayName: nameOf(ownerId) }))
    await office.look()
    const own = rows<{ id: UserId }>(dataDir, "SELECT id FROM users WHERE directory_key = 'own'")[0]?.id as UserId
    const call = { ...services.sessions.callFor(third.id, 'browser'), isConfirmed: true }
    const last = { person: ownerId, entry: own, doubts: ['isApprover'] as const }
    expect((await adoptAll(services, office.id, call, [last])).items).toMatchObject([{ reason: 'LAST_VAULT_SLOT' }])
    expect(slots().map(({ user_id }) => user_id)).toEqual([ownerId])
    expect(services.users.stored(ownerId)?.isInDirectory).toBe(false)
  })
})

describe('an admin of Keydesk without that right', () => {
  it('who has given an entry its password does not become the global admin whom it is matched with', async () => {
    const { services, owner, office, admin, pair } = await named()
    const helper = await signedInPerson(services, owner, ['passwordAdministrator'])
    await resetAndRead(services, { ...helper.call(), isConfirmed: true }, pair.entry)
    expect((await adoptAll(services, office.id, owner, [pair])).items).toMatchObject([{ reason: 'PASSWORD_KNOWN' }])
    expect(services.users.stored(admin.id)?.isInDirectory).toBe(false)
  })

  it('who knows a password that was put aside does not get a role with it by an undo', async () => {
    const { services, owner, office, people, entryOf } = await growing()
    const [anna] = people as [(typeof people)[number]]
    const helper = await signedInPerson(services, owner, ['passwordAdministrator'])
    await resetAndRead(services, { ...helper.call(), isConfirmed: true }, anna.id, false)
    await adoptAll(services, office.id, owner)
    expect(entryOf(anna.id)).toBe(anna.id)
    await services.roles.set({ userId: anna.id, roles: global }, owner)
    expect(await undo(services, office.id, [anna.id], owner)).toMatchObject([{ reason: 'PASSWORD_KNOWN' }])
    await services.roles.set({ userId: anna.id, roles: [] }, owner)
    expect(await undo(services, office.id, [anna.id], owner)).toMatchObject([{ outcome: 'done' }])
  })

  it('matches nobody, undoes nothing, and does not go on with somebody else’s match', async () => {
    const { services, owner, office, people } = await growing()
    const helper = await signedInPerson(services, owner, ['privilegedAuthenticationAdministrator'])
    const caller = createCaller(services.serve, () => ({ ...helper.call(), isConfirmed: true }))
    const users = { kind: 'everybody', jobId: null } as const
    const { id } = office
    expect(await later(() => caller.directories.match({ id, ...firstPage }))).toBe('NOT_ALLOWED')
    expect(await later(() => caller.directories.undoMatch({ id, users }))).toBe('NOT_ALLOWED')
    const { digest } = await services.directories.match({ id, ...firstPage }, owner)
    const { jobId } = await services.directories.adopt({ id, pairs: { digest, except: [] }, also: [] }, owner)
    void services.jobs.stop({ id: jobId }, owner)
    await services.jobs.finished(jobId)
    if (services.users.stored(people[0]?.id ?? 0)?.isInDirectory === false) {
      await services.jobs.resume({ id: jobId }, { ...helper.call(), isConfirmed: true })
      await services.jobs.finished(jobId)
      const { items } = await services.jobs.items({ id: jobId, outcome: null, offset: 0, limit: 9 }, owner)
      expect(items).toMatchObject([{ outcome: 'failed', reason: 'NOT_ALLOWED' }])
    }
  })
})

it('under the two-person rule another admin reads how many and which admins, and what was shown is what is done', async () => {
  const { services, owner, office, admin, pair, people } = await named()
  const second = await signedInPerson(services, owner, global)
  const plain = await signedInPerson(services, owner)
  office.put(entry('plain', { username: plain.username, displayName: plain.username }))
  await office.look()
  await services.policies.save(withRule(true), owner)
  const caller = createCaller(services.serve, () => owner)
  const { digest } = await services.directories.match({ id: office.id, ...firstPage }, owner)
  const input = { id: office.id, pairs: { digest, except: [] }, also: [pair] }
  expect(await later(() => caller.directories.adopt(input))).toBe('WAITING_FOR_APPROVAL')
  const { requests } = await services.requests.list({ offset: 0, limit: 9 }, owner)
  const [request] = requests
  expect(JSON.stringify(request?.asked)).toContain(`admins: 1: ${admin.username} (globalAdministrator)`)
  expect(JSON.stringify(request?.asked)).toContain('people: 2')
  expect(services.users.stored(people[0]?.id ?? 0)?.isInDirectory).toBe(false)
  const yes = { ...second.call(), isConfirmed: true }
  await services.requests.approve({ id: request?.id as never }, yes)
  const { jobs } = await services.jobs.list({}, owner)
  await services.jobs.finished(jobs[0]?.id as string)
  expect(services.users.stored(admin.id)).toMatchObject({ isInDirectory: true, roles: global })
  expect(services.users.stored(plain.id)?.isInDirectory).toBe(true)
})
