import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Seen } from '../../../electron/directory/directory.ts'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { everyEntry } from '../../../shared/audit.ts'
import { DomainError } from '../../../shared/errors.ts'
import type { UserId } from '../../../shared/ids.ts'
import { noFilter } from '../../../shared/users.ts'
import { nobody, signedInPerson } from '../../support/test-services.ts'
import { generated, withRule } from '../../support/two-admins.ts'
import { codeOf, gate } from '../directory/in-memory-directory.ts'
import { entry, firstPassword as password, pretendOffice } from './pretend-directory.ts'

const sort = { by: 'passwordExpiresAt', direction: 'ascending', language: 'en' } as const
const page = { query: { search: '', filter: noFilter }, sort, offset: 0, limit: 100 } as const
type Office = Awaited<ReturnType<typeof pretendOffice>>
const idOf = ({ services }: Office, name: string) => services.users.idOf(name) as UserId
const later = (work: () => unknown) => codeOf(Promise.resolve().then(work))

describe('what a hostile or a careless directory says', () => {
  it('leaves the list readable, whatever times it has', async () => {
    const desk = await pretendOffice()
    const { services, owner, office } = desk
    const times = [-11_644_473_600_000, Number.MAX_VALUE, Number.NaN, Number.POSITIVE_INFINITY, 0.5, 9e15]
    for (const [at, time] of times.entries()) {
      const lock = { until: time }
      office.put(entry(`p${at}`, { lock, password: { changedAt: time, expiresAt: time } }))
    }
    expect(await office.look()).toMatchObject({ added: times.length })
    const caller = createCaller(services.serve, () => owner)
    expect((await caller.users.list(page)).rows).toHaveLength(times.length + 1)
    for (const [at] of times.entries()) await caller.users.get({ id: idOf(desk, `p${at}`) })
    expect(await office.look()).toEqual({ added: 0, changed: 0, gone: 0, missing: 0 })
  })

  it('is stored as names that can be seen, told apart, and steer no screen', async () => {
    const desk = await pretendOffice()
    const { services, office } = desk
    office.put(entry('k1', { username: '\u200b\u00ad', displayName: '\u2060' }))
    office.put(entry('k2', { username: '', displayName: '' }))
    office.put(entry('k3', { username: 'anna\u001b[2J\u0000\u202e', displayName: 'A\nB\ud800' }))
    await office.look()
    const { rows } = await services.users.list(page, desk.owner)
    const shown = rows.map(({ username, displayName }) => `${username}|${displayName}`)
    expect(shown).toEqual(expect.arrayContaining(['k1|k1', 'k2|k2', 'anna [2J|A B']))
  })

  it('costs little, however long its texts are', async () => {
    const { office } = await pretendOffice()
    const long = '\u00e5\u0301 '.repeat(3_000_000)
    office.put(entry('a', { username: long, displayName: long }))
    const before = process.cpuUsage()
    await office.look()
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(1000)
  })

  it('has somebody twice, who is one person, and one user name twice, who are two', async () => {
    const desk = await pretendOffice()
    const { services, office } = desk
    const [a, b] = [entry('a'), entry('b', { username: 'A', version: 'v9' })]
    office.state.pages = async function* () {
      yield { entries: [a, b, a], gone: ['b', 'unknown'] }
      yield { entries: [b], gone: [] }
      return true
    }
    expect(await office.look()).toEqual({ added: 2, changed: 1, gone: 1, missing: 0 })
    expect((await services.directories.list({}, desk.owner)).directories).toMatchObject([{ people: 2 }])
    const first = idOf(desk, 'a')
    expect(idOf(desk, 'A')).toBe(first)
    expect(await later(() => services.sessions.signIn({ username: 'a', password }, nobody))).toBe('SIGN_IN_FAILED')
  })
})

describe('a look that is cut', () => {
  it('hides nobody, and the next one begins where the last whole one ended', async () => {
    const desk = await pretendOffice()
    const { services, owner, office } = desk
    for (let at = 0; at < 5; at += 1) office.put(entry(`p${at}`))
    await office.look()
    office.state.pages = async function* () {
      yield { entries: [entry('p0', { displayName: 'New' })], gone: [] }
      throw new DomainError('DIRECTORY_UNREACHABLE')
    }
    expect(await later(() => office.look())).toBe('DIRECTORY_UNREACHABLE')
    const [row] = (await services.directories.list({}, owner)).directories
    expect(row).toMatchObject({ people: 5 })
    expect(row?.fault).not.toBeNull()
    office.state.pages = async function* () {
      yield { entries: [entry('p0')], gone: [] }
      return false
    }
    await office.look()
    expect((await services.directories.list({}, owner)).directories).toMatchObject([{ people: 5, fault: null }])
  })

  it('by disconnecting says that the directory is not there, and nobody of it comes back', async () => {
    const desk = await pretendOffice()
    const { services, owner, office } = desk
    const [reached, mayGoOn] = [gate(), gate()]
    office.state.pages = async function* () {
      yield { entries: [entry('a')], gone: [] }
      reached.open()
      await mayGoOn.promise
      yield { entries: [entry('a', { displayName: 'Again' }), entry('b')], gone: [] }
      return true
    }
    const looking = later(() => office.look())
    await reached.promise
    await services.directories.remove({ id: office.id, people: 'remove' }, owner)
    mayGoOn.open()
    expect(await looking).toBe('NOT_FOUND')
    expect(services.users.idOf('a')).toBeNull()
    expect(services.users.idOf('b')).toBeNull()
  })
})

describe('a look that misses many', () => {
  /** Twenty people, of whom the directory has but one any more. */
  async function shrunken(options: Parameters<typeof pretendOffice>[0] = {}) {
    const desk = await pretendOffice(options)
    const { office } = desk
    for (let at = 0; at < 20; at += 1) office.put(entry(`p${at}`))
    await office.look()
    for (let at = 1; at < 20; at += 1) office.entries.delete(`p${at}`)
    return desk
  }
  const rowOf = async ({ services, owner }: Office) => (await services.directories.list({}, owner)).directories[0]

  it('hides nobody and says how many, until an admin says that this is right', async () => {
    const desk = await shrunken()
    const { services, owner, office } = desk
    expect(await office.look()).toEqual({ added: 0, changed: 0, gone: 0, missing: 19 })
    expect(await rowOf(desk)).toMatchObject({ people: 20, missing: 19 })
    // A look at the differences says nothing about those who are missing.
    await office.look(false)
    expect(await rowOf(desk)).toMatchObject({ people: 20, missing: 19 })
    expect(await services.directories.hideMissing({ id: office.id, most: 19 }, owner)).toMatchObject({
      gone: 19,
      missing: 0,
    })
    expect(await rowOf(desk)).toMatchObject({ people: 1, missing: 0, fault: null })
    const { entries } = await services.audit.list({ filter: everyEntry, offset: 0, limit: 5 }, owner)
    expect(entries[0]).toMatchObject({ action: 'Hide missing people.', detail: { people: '19' } })
  })

  it('hides nobody where even more are missing by now than the admin was shown', async () => {
    const desk = await shrunken()
    const { services, owner, office } = desk
    await office.look()
    office.entries.clear()
    expect(await services.directories.hideMissing({ id: office.id, most: 19 }, owner)).toMatchObject({
      gone: 0,
      missing: 20,
    })
    expect(await rowOf(desk)).toMatchObject({ people: 20, missing: 20 })
  })

  it('brings everybody back with their roles who is there again', async () => {
    const desk = await shrunken()
    const { services, owner, office } = desk
    const id = idOf(desk, 'p1')
    await services.roles.set({ userId: id, roles: ['helpdeskAdministrator'] }, owner)
    await services.directories.hideMissing({ id: office.id, most: 19 }, owner)
    expect(services.users.stored(id)).toBeNull()
    office.put(entry('p1'))
    await office.look()
    expect(services.users.stored(id)?.roles).toEqual(['helpdeskAdministrator'])
  })

  it('waits for a second admin under the two-person rule, whose approval is kept where the directory is away', async () => {
    const desk = await shrunken()
    const { services, owner, office } = desk
    await office.look()
    const second = await signedInPerson(services, owner, ['globalAdministrator'])
    await services.policies.save(withRule(true), owner)
    const caller = createCaller(services.serve, () => ({ ...owner, isConfirmed: true }))
    const asked = caller.directories.hideMissing({ id: office.id, most: 19 })
    const { request } = await asked.then(
      () => Promise.reject(new Error('It did not wait.')),
      (error) => error.data,
    )
    expect(await rowOf(desk)).toMatchObject({ people: 20, fault: null })
    const approve = () => services.requests.approve({ id: request }, { ...second.call(), isConfirmed: true })
    office.state.isAway = true
    expect(await later(approve)).toBe('DIRECTORY_UNREACHABLE')
    office.state.isAway = false
    expect(await approve()).toMatchObject({ state: 'approved' })
    expect(await rowOf(desk)).toMatchObject({ people: 1, missing: 0 })
  })
})

describe('a look at many people', () => {
  it('lets others work in between', async () => {
    const { office } = await pretendOffice()
    for (let at = 0; at < 1000; at += 1) office.put(entry(`p${at}`))
    let turns = 0
    let isDone = false
    const others = () => {
      turns += 1
      if (!isDone) setImmediate(others)
    }
    setImmediate(others)
    await office.look()
    const whileReading = turns
    for (let at = 0; at < 500; at += 1) office.entries.delete(`p${at}`)
    await office.look()
    isDone = true
    // A thousand people a hundred at a time, then five hundred of them who are gone.
    expect(whileReading).toBeGreaterThanOrEqual(10)
    expect(turns - whileReading).toBeGreaterThanOrEqual(10)
  })
})

describe('a look that read somebody before', () => {
  async function withStalePage(meanwhile: (desk: Office, userId: UserId) => unknown) {
    const desk = await pretendOffice()
    const { office } = desk
    office.put(entry('a'))
    await office.look()
    const [reached, mayGoOn] = [gate(), gate()]
    office.state.pages = async function* (): AsyncGenerator<Seen, boolean> {
      const stale = { entries: [...office.entries.values()], gone: [] }
      reached.open()
      await mayGoOn.promise
      yield stale
      return true
    }
    const looking = office.look()
    await reached.promise
    const userId = idOf(desk, 'a')
    await meanwhile(desk, userId)
    mayGoOn.open()
    await looking
    office.state.pages = null
    return { ...desk, userId }
  }

  it('a reset does not make the temporary password another one', async () => {
    const { services, owner, office, userId } = await withStalePage(({ services, owner }, userId) =>
      services.passwords.reset({ userId, choice: generated, mustChange: true }, owner),
    )
    const now = () => services.users.get({ id: userId }, owner)
    const given = await now()
    expect(given).toMatchObject({ passwordState: 'temporary' })
    expect(given.passwordExpiresAt).not.toBeNull()
    const { ticket } = await services.passwords.ticketOf({ userId }, owner)
    const { passwords } = await services.passwords.reveal(
      { secretIds: ticket === null ? [] : [ticket.secretId] },
      owner,
    )
    expect(passwords).toMatchObject([{ password: office.passwords.get('a') }])
    await office.look()
    expect(await now()).toEqual(given)
  })

  it('a sign-in does not bring the earlier password back', async () => {
    const { services, userId } = await withStalePage(async ({ services, office }) => {
      office.put(entry('a', { version: 'v2', displayName: 'Now' }), 'Green-Meadow-17-desk')
      await services.sessions.signIn({ username: 'a', password: 'Green-Meadow-17-desk' }, nobody)
    })
    expect(services.users.stored(userId)?.displayName).toBe('Now')
  })
})

describe('a look at a temporary password', () => {
  async function withTemporary(version: string) {
    const desk = await pretendOffice()
    const { services, owner, office } = desk
    office.put(entry('a', { version: 'none' }))
    await office.look()
    const userId = idOf(desk, 'a')
    await services.passwords.reset({ userId, choice: generated, mustChange: true }, owner)
    const given = office.entries.get('a') as ReturnType<typeof entry>
    const sql = new Sqlite(`${desk.dataDir}/keydesk.db`)
    const set = 'UPDATE users SET credential_version = ?, password_changed_at = ? WHERE id = ?'
    sql.prepare(set).run(version, desk.clock.now, userId)
    sql.close()
    const seen = async (next: string) => {
      office.entries.set('a', { ...given, version: next })
      await office.look()
      const { ticket } = await services.passwords.ticketOf({ userId }, owner)
      return { isShown: ticket !== null, state: (await services.users.get({ id: userId }, owner)).passwordState }
    }
    return { seen }
  }
  const good = { isShown: true, state: 'temporary' }

  it('keeps it where only the right to read hashes has come or gone', async () => {
    const { seen } = await withTemporary('20261201120000Z')
    expect(await seen('20261201120000Z digest')).toEqual(good)
    expect(await seen('20261201120000Z')).toEqual(good)
    expect((await seen('20261201120001Z')).isShown).toBe(false)
  })

  it('keeps it where a server that is asked instead has not heard of it yet', async () => {
    const { seen } = await withTemporary('7')
    expect(await seen('6')).toEqual(good)
    expect(await seen('7')).toEqual(good)
    expect((await seen('8')).isShown).toBe(false)
  })
})

describe('two looks', () => {
  it('at once are one; a look at everybody waits for one at the differences, and does its work', async () => {
    const { office } = await pretendOffice()
    office.put(entry('a'))
    office.put(entry('b'))
    await office.look()
    office.entries.delete('b')
    const [small, whole, again] = [office.look(false), office.look(true), office.look(true)]
    expect(await small).toEqual({ added: 0, changed: 0, gone: 0, missing: 0 })
    expect(await whole).toEqual({ added: 0, changed: 0, gone: 1, missing: 0 })
    expect(await again).toEqual(await whole)
  })

  it('at two directories do not wait for each other, whatever is wrong with one', async () => {
    const { services, connect, office } = await pretendOffice()
    const other = await connect('Other')
    office.state.pages = async function* () {
      yield { entries: [entry('a')], gone: [] }
      throw new TypeError('a fault of the program')
    }
    other.put(entry('b'))
    await expect(services.directories.lookAtAll()).rejects.toThrow('a fault of the program')
    expect(services.users.idOf('b')).not.toBeNull()
  })

  it('at a directory whose account’s password is damaged leave the others alone, and say why', async () => {
    const desk = await pretendOffice()
    await desk.connect('Other')
    const sql = new Sqlite(`${desk.dataDir}/keydesk.db`)
    sql.prepare("UPDATE directories SET sealed = x'00' WHERE id = ?").run(desk.office.id)
    sql.close()
    const services = await desk.restart()
    await services.directories.lookAtAll()
    const { directories } = await services.directories.list({}, desk.owner)
    expect(directories.map(({ fault, lookedAt }) => [fault, lookedAt === null])).toEqual([
      ['loginRefused', true],
      [null, false],
    ])
  })
})

describe('people whom a look at everybody does not see', () => {
  /** How many are still on the list after a look that saw only some of them. */
  async function leftOf(all: number, seen: number) {
    const { services, owner, office } = await pretendOffice()
    for (let at = 0; at < all; at += 1) office.put(entry(`p${at}`))
    await office.look()
    for (let at = seen; at < all; at += 1) office.entries.delete(`p${at}`)
    const { gone } = await office.look()
    const [row] = (await services.directories.list({}, owner)).directories
    return { gone, left: row?.people }
  }

  it.each([
    [12, 2, 'ten of a dozen'],
    [30, 15, 'half of them'],
  ])('are gone: of %i are left %i, %s are gone', async (all, seen) => {
    expect(await leftOf(all, seen)).toEqual({ gone: all - seen, left: seen })
  })

  it.each([
    [12, 1, 'eleven of a dozen'],
    [30, 14, 'more than half of them'],
    [5, 0, 'nobody was seen at all'],
  ])('stay: of %i are seen %i, %s', async (all, seen) => {
    expect(await leftOf(all, seen)).toEqual({ gone: 0, left: all })
  })
})

describe('Keydesk looks by itself', () => {
  const day = 86_400_000

  it('at everybody once a day, so that who is gone is found out, and otherwise at the differences', async () => {
    const { services, owner, office, clock } = await pretendOffice()
    for (const name of ['a', 'b', 'c']) office.put(entry(name))
    const people = async () => (await services.directories.list({}, owner)).directories[0]?.people
    await services.directories.lookAtAll()
    expect(await people()).toBe(3)
    office.entries.delete('c')
    clock.now += day - 1
    await services.directories.lookAtAll()
    expect(await people()).toBe(3)
    clock.now += 1
    await services.directories.lookAtAll()
    expect(await people()).toBe(2)
  })

  it('at everybody also where the clock was set back by a day', async () => {
    const { services, owner, office, clock } = await pretendOffice()
    for (const name of ['a', 'b']) office.put(entry(name))
    await services.directories.lookAtAll()
    office.entries.delete('b')
    clock.now -= day
    await services.directories.lookAtAll()
    expect((await services.directories.list({}, owner)).directories).toMatchObject([{ people: 1 }])
  })
})
