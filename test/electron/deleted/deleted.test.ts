import { describe, expect, it } from 'vitest'
import { noFilter } from '../../../shared/users.ts'
import { addPerson, nobody, setUp, signedInPerson } from '../../support/test-services.ts'

const day = 86_400_000
const all = {
  query: { search: '', filter: noFilter },
  sort: { by: 'displayName', direction: 'ascending', language: 'en' },
  offset: 0,
  limit: 100,
} as const
const bring = { style: 'strong', language: 'en', username: null } as const

describe('deleting', () => {
  it('takes people out of the list, the search, every session and sign-in at once', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    expect(await services.users.deleteMany({ ids: [person.id] }, owner)).toEqual({ deleted: 1, left: [] })
    expect((await services.users.list(all, owner)).rows.map((row) => row.username)).not.toContain(person.username)
    expect(
      await services.users.list({ ...all, query: { search: person.username, filter: noFilter } }, owner),
    ).toMatchObject({ total: 0, all: 1 })
    expect(person.isSignedIn()).toBe(false)
    await expect(
      services.sessions.signIn({ username: person.username, password: person.password }, nobody),
    ).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect(() => services.users.get({ id: person.id }, owner)).toThrow('NOT_FOUND')
    expect(await services.deleted.list({ offset: 0, limit: 10 }, owner)).toMatchObject({
      total: 1,
      users: [{ username: person.username, daysLeft: 30 }],
    })
  })

  it('leaves out oneself, the last global admin and whoever is out of reach, and says why', async () => {
    const { services, owner, ownerId } = await setUp()
    const userAdmin = await signedInPerson(services, owner, ['userAdministrator'])
    const plain = await addPerson(services, owner)
    const result = await services.users.deleteMany(
      { ids: [ownerId, userAdmin.id, plain.id] },
      { ...userAdmin.call(), isConfirmed: true },
    )
    expect(result).toMatchObject({
      deleted: 1,
      left: [
        { id: ownerId, reason: 'NOT_ALLOWED' },
        { id: userAdmin.id, reason: 'OWN_ACCOUNT' },
      ],
    })
  })

  it('keeps the search exact when somebody else takes the free user name', async () => {
    const { services, owner } = await setUp()
    const person = await addPerson(services, owner, { name: 'taken' })
    await services.users.deleteMany({ ids: [person.id] }, owner)
    await services.users.add({ username: person.username, displayName: 'Next One', contact: {}, language: null }, owner)
    const { rows } = await services.users.list({ ...all, query: { search: person.username, filter: noFilter } }, owner)
    expect(rows.map((row) => row.displayName)).toEqual(['Next One'])
  })
})

describe('restoring', () => {
  it('brings somebody back with a new temporary password and without roles', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    await services.users.deleteMany({ ids: [person.id] }, owner)
    const { secretId } = await services.passwords.restore({ userId: person.id, ...bring }, owner)
    const { passwords } = await services.passwords.reveal({ secretIds: [secretId] }, owner)
    expect(await services.users.get({ id: person.id }, owner)).toMatchObject({
      username: person.username,
      roles: [],
      passwordState: 'temporary',
    })
    const { session } = await services.sessions.signIn(
      { username: person.username, password: passwords[0]?.password as string },
      nobody,
    )
    expect(session.mustChange).toBe(true)
    expect(await services.users.list(all, owner)).toMatchObject({ total: 2 })
  })

  it('asks for another user name when somebody has the old one', async () => {
    const { services, owner } = await setUp()
    const person = await addPerson(services, owner)
    await services.users.deleteMany({ ids: [person.id] }, owner)
    await services.users.add({ username: person.username, displayName: 'Next', contact: {}, language: null }, owner)
    await expect(services.passwords.restore({ userId: person.id, ...bring }, owner)).rejects.toMatchObject({
      code: 'USERNAME_TAKEN',
    })
    await services.passwords.restore({ userId: person.id, ...bring, username: 'back@nordwind.test' }, owner)
    expect(await services.users.get({ id: person.id }, owner)).toMatchObject({ username: 'back@nordwind.test' })
  })

  it('is over after 30 days: everything is gone but the audit log', async () => {
    const { services, owner, clock, restart } = await setUp()
    const person = await addPerson(services, owner)
    await services.users.deleteMany({ ids: [person.id] }, owner)
    clock.now += 30 * day - 1
    expect(services.deleted.eraseOld()).toBe(0)
    clock.now += 1
    const again = await restart()
    expect(await again.deleted.list({ offset: 0, limit: 10 }, owner)).toMatchObject({ total: 0 })
    const { entries } = await again.users.history({ id: person.id, offset: 0, limit: 10 }, owner)
    expect(entries.map((entry) => entry.action)).toEqual(['Hard Delete user.', 'Delete user.', 'Add user.'])
  })
})

describe('shutting somebody out', () => {
  it('blocks the person, sets a password that nobody knows and ends every session at once', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    await services.passwords.shutOut({ userId: person.id }, owner)
    expect(person.isSignedIn()).toBe(false)
    expect(await services.users.get({ id: person.id }, owner)).toMatchObject({
      signIn: 'blocked',
      passwordState: 'temporary',
    })
    expect(await services.passwords.ticketOf({ userId: person.id }, owner)).toEqual({ ticket: null })
  })
})

describe('sessions and own account', () => {
  it('lists and ends one’s own sessions, and an admin ends all of somebody’s', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    const other = await services.sessions.signIn({ username: person.username, password: person.password }, nobody)
    const { sessions } = await services.sessions.mine({}, person.call())
    expect(sessions.map((session) => session.isThis).sort()).toEqual([false, true])
    await services.sessions.endMine({ id: sessions.find((session) => !session.isThis)?.id as string }, person.call())
    expect(services.serve.callOf(other.token, 'browser', true).actor).toBeNull()
    expect(person.isSignedIn()).toBe(true)
    expect(await services.sessions.endAll({ userId: person.id }, owner)).toEqual({ ended: 1 })
    expect(person.isSignedIn()).toBe(false)
  })

  it('lets people keep up their own contact information, and nothing else', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    const confirmedCall = () => ({ ...person.call(), isConfirmed: true })
    await services.account.edit(
      { alternateEmail: 'me@home.test', mobilePhone: '+45 20 10 00 01', language: 'sv' },
      confirmedCall(),
    )
    expect(await services.users.get({ id: person.id }, owner)).toMatchObject({
      contact: { alternateEmail: 'me@home.test' },
      language: 'sv',
    })
    expect(() =>
      services.account.edit(
        { alternateEmail: 'a@b.test, evil@c.test', mobilePhone: '', language: null },
        confirmedCall(),
      ),
    ).toThrow('FIELD_INVALID')
  })
})
