import { describe, expect, it } from 'vitest'
import { authorColumns, keptColumns, rowsOfEntry, takenColumns } from '../../../electron/directories/adoptions-store.ts'
import type { Services } from '../../../electron/services.ts'
import { everyEntry } from '../../../shared/audit.ts'
import type { GroupId, UserId } from '../../../shared/ids.ts'
import { nobody, ownerName, resetAndRead, signedInPerson } from '../../support/test-services.ts'
import { codeOf } from '../directory/in-memory-directory.ts'
import { adoptAll, firstPage, growing, rows, undo } from './growing.ts'
import { entry, firstPassword } from './pretend-directory.ts'

const refusal = (work: () => unknown) => codeOf(Promise.resolve().then(work))

const signIn = (services: Services, username: string, password: string) =>
  services.sessions.signIn({ username, password }, nobody)

describe('somebody of Keydesk’s own who is matched with an entry', () => {
  it('keeps the number, and signs in by the directory alone', async () => {
    const { services, owner, office, people, dataDir, entryOf } = await growing()
    const [anna] = people as [(typeof people)[number]]
    const entryId = entryOf(anna.id)
    const group = await services.groups.create({ name: 'Sales', kind: 'picked', departments: [] }, owner)
    await services.groups.addMembers({ id: group.id, selection: { kind: 'users', ids: [anna.id] } }, owner)
    expect(anna.isSignedIn()).toBe(true)
    const { items } = await adoptAll(services, office.id, owner)
    expect(items).toMatchObject([{ userId: anna.id, outcome: 'done' }])
    expect(anna.isSignedIn()).toBe(false)
    expect(services.users.stored(anna.id)).toMatchObject({ isInDirectory: true, username: anna.username.toUpperCase() })
    expect(services.users.stored(entryId)).toBe(null)
    expect(await refusal(() => signIn(services, anna.username, anna.password))).toBe('SIGN_IN_FAILED')
    expect(await signIn(services, anna.username, firstPassword)).toMatchObject({ session: { userId: anna.id } })
    expect(await services.groups.get({ id: group.id }, owner)).toMatchObject({ memberCount: 1 })
    expect(rows(dataDir, `SELECT password_hash FROM users WHERE id = ${anna.id}`)).toEqual([{ password_hash: null }])
    const { entries } = await services.audit.list({ filter: everyEntry, offset: 0, limit: 20 }, owner)
    expect(entries.find(({ action }) => action === 'Match user.')).toMatchObject({
      target: anna.username,
      detail: { directory: 'Office', number: String(entryId) },
    })
    // The next look finds one person, and not two.
    expect(await office.look()).toEqual({ added: 0, changed: 0, gone: 0, missing: 0 })
  })

  it('keeps roles, and signs in with a second factor and without a key to the vault', async () => {
    const { services, owner, office, people, entryOf } = await growing({}, [['helpdeskAdministrator']])
    const [helper] = people as [(typeof people)[number]]
    const pair = { person: helper.id, entry: entryOf(helper.id), doubts: ['isAdmin'] as const }
    const { items } = await adoptAll(services, office.id, owner, [pair])
    expect(items).toMatchObject([{ outcome: 'done' }])
    expect(services.users.stored(helper.id)?.roles).toEqual(['helpdeskAdministrator'])
  })

  it('is in the groups of the directory in place of the entry, until an undo', async () => {
    const { services, owner, office, people, entryOf } = await growing()
    const [anna] = people as [(typeof people)[number]]
    office.putGroup('g1', [...office.entries.keys()], 'Sales')
    await office.look()
    const [group] = (await services.groups.list({}, owner)).groups
    const members = async () => {
      const asked = { id: group?.id as GroupId, search: '', language: 'en', offset: 0, limit: 50 } as const
      return (await services.groups.members(asked, owner)).members.map(({ id }) => id)
    }
    expect(await members()).toEqual([entryOf(anna.id)])
    await adoptAll(services, office.id, owner)
    expect(await members()).toEqual([anna.id])
    await undo(services, office.id, [anna.id], owner)
    expect(await members()).toHaveLength(1)
    expect(await members()).not.toContain(anna.id)
  })

  it('loses what was handed out for the earlier password', async () => {
    const { services, owner, office, people, dataDir } = await growing()
    const [anna] = people as [(typeof people)[number]]
    const temporary = await resetAndRead(services, owner, anna.id)
    await services.passes.create({ userId: anna.id, minutes: 60, isOnce: false }, owner)
    await adoptAll(services, office.id, owner)
    expect(await services.passes.of({ userId: anna.id }, owner)).toMatchObject({ endsAt: null })
    expect(await services.passwords.ticketOf({ userId: anna.id }, owner)).toEqual({ ticket: null })
    expect(services.users.stored(anna.id)).toMatchObject({ isTemporary: false, mustChange: false, lapsesAt: null })
    expect(await refusal(() => signIn(services, anna.username, temporary))).toBe('SIGN_IN_FAILED')
    const knowing = `SELECT count(*) AS count FROM password_knowers WHERE user_id = ${anna.id} AND stage < 2`
    expect(rows(dataDir, knowing)).toEqual([{ count: 0 }])
  })

  it('takes over a temporary password that the entry was given, and who knows it', async () => {
    const { services, owner, office, people, entryOf, dataDir } = await growing()
    const [anna] = people as [(typeof people)[number]]
    const given = await resetAndRead(services, owner, entryOf(anna.id))
    await adoptAll(services, office.id, owner)
    const { ticket } = await services.passwords.ticketOf({ userId: anna.id }, owner)
    const { passwords } = await services.passwords.reveal({ secretIds: [ticket?.secretId as never] }, owner)
    expect(passwords[0]?.password).toBe(given)
    expect(services.users.stored(anna.id)).toMatchObject({ isTemporary: true })
    const knowing = `SELECT knower_id FROM password_knowers WHERE user_id = ${anna.id} AND stage = 0`
    expect(rows(dataDir, knowing)).toEqual([{ knower_id: owner.actor.id }])
  })

  it('gets the earlier password back by an undo, and the entry is somebody of its own again', async () => {
    const { services, owner, office, people } = await growing()
    const [anna] = people as [(typeof people)[number]]
    const before = services.users.stored(anna.id)
    await adoptAll(services, office.id, owner)
    await signIn(services, anna.username, firstPassword)
    expect(services.directories.matched({ id: office.id, offset: 0, limit: 10 }, owner)).toMatchObject({
      people: [{ userId: anna.id, canUndo: true }],
      total: 1,
      undoable: 1,
    })
    expect(await undo(services, office.id, [anna.id], owner)).toMatchObject([{ outcome: 'done' }])
    expect(services.users.stored(anna.id)).toEqual(before)
    expect(await signIn(services, anna.username, anna.password)).toMatchObject({ session: { userId: anna.id } })
    expect(await refusal(() => signIn(services, anna.username, firstPassword))).toBe('SIGN_IN_FAILED')
    expect(await office.look()).toEqual({ added: 0, changed: 0, gone: 0, missing: 0 })
    expect((await services.directories.match({ id: office.id, ...firstPage }, owner)).counts.pairs).toBe(1)
    expect(await undo(services, office.id, [anna.id], owner)).toMatchObject([
      { outcome: 'failed', reason: 'NOT_FOUND' },
    ])
  })

  it.each(['by Keydesk', 'in the directory'])(
    'gets it back no more once the password was changed %s',
    async (where) => {
      const { services, owner, office, people, dataDir } = await growing()
      const [anna] = people as [(typeof people)[number]]
      await adoptAll(services, office.id, owner)
      if (where === 'by Keydesk') await resetAndRead(services, owner, anna.id)
      else {
        const now = office.entries.get(`e${anna.id}`)
        if (now !== undefined) office.put({ ...now, version: 'v9' }, 'Another-Pond-33-reed')
        await office.look()
      }
      expect(services.directories.matched({ id: office.id, offset: 0, limit: 10 }, owner)).toMatchObject({
        people: [{ userId: anna.id, canUndo: false }],
        undoable: 0,
      })
      expect(rows(dataDir, 'SELECT before, password_hash FROM adoptions')).toEqual([
        { before: null, password_hash: null },
      ])
      expect(rows(dataDir, `SELECT 1 FROM password_history WHERE user_id = ${anna.id}`)).toEqual([])
      expect(await undo(services, office.id, [anna.id], owner)).toMatchObject([
        { outcome: 'failed', reason: 'UNDO_GONE' },
      ])
    },
  )

  it('has nothing put aside after as many days as deleted people are kept', async () => {
    const { services, owner, office, clock, dataDir } = await growing()
    await adoptAll(services, office.id, owner)
    clock.now += 31 * 86_400_000
    services.tidy()
    clock.now += 86_400_000
    services.tidy()
    expect(rows(dataDir, 'SELECT * FROM adoptions')).toEqual([])
  })
})

describe('nobody is matched', () => {
  it('who is the last global admin, or the admin who asks', async () => {
    const { services, owner, office, people, entryOf, nameOf, ownerId, dataDir } = await growing({}, [
      ['globalAdministrator'],
    ])
    const [second] = people as [(typeof people)[number]]
    office.put(entry('own', { username: ownerName, displayName: nameOf(ownerId) }))
    await office.look()
    const own = rows<{ id: UserId }>(dataDir, "SELECT id FROM users WHERE directory_key = 'own'")
    const me = { person: ownerId, entry: own[0]?.id as UserId, doubts: ['ownAccount', 'isApprover'] as const }
    expect(await refusal(() => adoptAll(services, office.id, owner, [me]))).toBe('MATCH_CHANGED')
    const pair = { person: second.id, entry: entryOf(second.id), doubts: ['isApprover'] as const }
    expect((await adoptAll(services, office.id, owner, [pair])).items).toMatchObject([{ outcome: 'done' }])
    const call = { ...services.sessions.callFor(second.id, 'browser'), isConfirmed: true }
    const last = { person: ownerId, entry: own[0]?.id as UserId, doubts: ['isApprover'] as const }
    expect((await adoptAll(services, office.id, call, [last])).items).toMatchObject([
      { outcome: 'failed', reason: 'LAST_GLOBAL_ADMIN' },
    ])
  })

  it('whose doubts were not all seen', async () => {
    const { services, owner, office, people, entryOf } = await growing({}, [['helpdeskAdministrator']])
    const [helper] = people as [(typeof people)[number]]
    const pair = { person: helper.id, entry: entryOf(helper.id), doubts: [] }
    expect(await refusal(() => adoptAll(services, office.id, owner, [pair]))).toBe('MATCH_CHANGED')
  })

  it('whose pair has changed since it was shown', async () => {
    const { services, owner, office, people, nameOf } = await growing()
    const { digest } = await services.directories.match({ id: office.id, ...firstPage }, owner)
    const other = await signedInPerson(services, owner)
    office.put(entry('other', { username: other.username, displayName: nameOf(other.id) }))
    await office.look()
    const adopt = () => services.directories.adopt({ id: office.id, pairs: { digest, except: [] }, also: [] }, owner)
    expect(await refusal(adopt)).toBe('MATCH_CHANGED')
    expect(services.users.stored(people[0]?.id ?? 0)?.isInDirectory).toBe(false)
  })

  it('twice: two pairs of one person or one entry are refused together', async () => {
    const { services, owner, office, people, entryOf, nameOf } = await growing()
    const [anna] = people as [(typeof people)[number]]
    const displayName = nameOf(anna.id)
    office.put(entry('twin', { username: anna.username.replace('@', '@other.'), displayName }))
    office.put(entry(`e${anna.id}`, { username: anna.username.split('@')[0] ?? '', displayName }))
    await office.look()
    const { rows: doubtful } = await services.directories.match({ id: office.id, ...firstPage, tab: 'doubts' }, owner)
    expect(doubtful.map(({ doubts }) => doubts)).toEqual([['severalCandidates'], ['severalCandidates']])
    const also = doubtful.map(({ entry: one }) => ({
      person: anna.id,
      entry: one?.id as UserId,
      doubts: ['severalCandidates'] as const,
    }))
    expect(await refusal(() => adoptAll(services, office.id, owner, also))).toBe('MATCH_CHANGED')
    const chosen = also.filter((one) => one.entry === entryOf(anna.id))
    expect((await adoptAll(services, office.id, owner, chosen)).items).toMatchObject([{ outcome: 'done' }])
  })
})

it('each table about people and each column of them has an answer for a match', async () => {
  const { services, dataDir } = await growing()
  expect([...services.rowsOfUser.keys()].filter((table) => !Object.hasOwn(rowsOfEntry, table))).toEqual([])
  expect(Object.keys(rowsOfEntry).filter((table) => !services.rowsOfUser.has(table))).toEqual([])
  const columns = rows<{ name: string }>(dataDir, "SELECT name FROM pragma_table_info('users')").map(({ name }) => name)
  expect([...takenColumns, ...authorColumns, ...keptColumns].toSorted()).toEqual(columns.toSorted())
})
