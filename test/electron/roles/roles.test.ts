import { describe, expect, it } from 'vitest'
import { everyEntry } from '../../../shared/audit.ts'
import type { GroupId, UserId } from '../../../shared/ids.ts'
import type { RoleName } from '../../../shared/rules/role-matrix.ts'
import { addPerson, nobody, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'

describe('roles', () => {
  it('replace each other, with an audit entry for each one given and taken', async () => {
    const { services, owner } = await setUp()
    const person = await addPerson(services, owner, { roles: ['passwordAdministrator', 'reportsReader'] })
    expect(services.roles.set({ userId: person.id, roles: ['reportsReader', 'userAdministrator'] }, owner)).toEqual({
      roles: ['reportsReader', 'userAdministrator'],
      limits: [],
    })
    const { entries } = await services.audit.list(
      { filter: { ...everyEntry, person: person.username }, offset: 0, limit: 3 },
      owner,
    )
    expect(entries.map(({ action, detail }) => [action, detail.role])).toEqual([
      ['Add member to role.', 'userAdministrator'],
      ['Remove member from role.', 'passwordAdministrator'],
      ['Add member to role.', 'reportsReader'],
    ])
  })

  it('are seen by the next call of the person', async () => {
    const { services, owner } = await setUp()
    const person = await addPerson(services, owner)
    expect((await services.users.get({ id: person.id }, owner)).roles).toEqual([])
    services.roles.set({ userId: person.id, roles: ['globalReader'] }, owner)
    expect((await services.users.get({ id: person.id }, owner)).roles).toEqual(['globalReader'])
  })

  it('are not taken from the last enabled global admin', async () => {
    const { services, owner, ownerId } = await setUp()
    expect(() => services.roles.set({ userId: ownerId, roles: [] }, owner)).toThrow('LAST_GLOBAL_ADMIN')
    const second = await addPerson(services, owner, { roles: ['globalAdministrator'] })
    expect(
      () => services.roles.set({ userId: ownerId, roles: [] }, owner),
      'one without a password is no help',
    ).toThrow('LAST_GLOBAL_ADMIN')
    await resetAndRead(services, owner, second.id)
    await services.users.block({ id: second.id, isBlocked: true }, owner)
    expect(() => services.roles.set({ userId: ownerId, roles: [] }, owner)).toThrow('LAST_GLOBAL_ADMIN')
    await services.users.block({ id: second.id, isBlocked: false }, owner)
    services.roles.set({ userId: ownerId, roles: [] }, owner)
  })
})

const reset = { style: 'strong', language: 'en' } as const

describe('a role with a new password', () => {
  const wantedFor = (userId: UserId, roles: readonly RoleName[] = ['globalReader']) => ({ userId, roles, reset })

  it('is not given to oneself', async () => {
    const { services, owner, ownerId } = await setUp()
    const wanted = wantedFor(ownerId, ['globalAdministrator', 'globalReader'])
    await expect(services.roles.set(wanted, owner)).rejects.toMatchObject({ code: 'OWN_ACCOUNT' })
    expect((await services.users.get({ id: ownerId }, owner)).roles).toEqual(['globalAdministrator'])
  })

  it('leaves the password alone where the roles reach no further than before', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner, ['globalReader', 'reportsReader'])
    expect(await services.roles.set(wantedFor(person.id), owner)).toEqual({ roles: ['globalReader'], limits: [] })
    expect(person.isSignedIn()).toBe(true)
  })

  it('leaves the password alone where somebody else gives the role meanwhile', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    const given = services.roles.set(wantedFor(person.id), owner)
    await services.roles.set({ userId: person.id, roles: ['globalReader'] }, owner)
    expect(await given).toEqual({ roles: ['globalReader'], limits: [] })
    expect((await services.sessions.signIn(person, nobody)).session.mustChange).toBe(false)
  })

  it.each(['demoted', 'blocked'])('is not given by an admin who is %s meanwhile', async (fate) => {
    const { services, owner } = await setUp()
    const admin = await signedInPerson(services, owner, ['globalAdministrator'])
    const person = await signedInPerson(services, owner)
    const given = services.roles.set(wantedFor(person.id), { ...admin.call(), isConfirmed: true })
    if (fate === 'blocked') await services.users.block({ id: admin.id, isBlocked: true }, owner)
    else await services.roles.set({ userId: admin.id, roles: ['userAdministrator'] }, owner)
    await expect(given).rejects.toMatchObject({ code: 'NOT_ALLOWED', data: { roles: ['globalAdministrator'] } })
    expect((await services.users.get({ id: person.id }, owner)).roles).toEqual([])
    expect(person.isSignedIn()).toBe(true)
  })
})

describe('roles that others changed since they were seen', () => {
  const seenOf = (roles: readonly RoleName[]) => ({ roles, limits: [] })

  it('stay changed: only what was given and taken here is', async () => {
    const { services, owner } = await setUp()
    const { id } = await addPerson(services, owner, { roles: ['helpdeskAdministrator', 'reportsReader'] })
    const seen = seenOf(['helpdeskAdministrator', 'reportsReader'])
    services.roles.set({ userId: id, roles: ['helpdeskAdministrator', 'globalReader'] }, owner)
    const roles = ['reportsReader', 'passwordAdministrator'] as const
    expect(services.roles.set({ userId: id, roles, seen }, owner)).toEqual({
      roles: ['globalReader', 'passwordAdministrator'],
      limits: [],
    })
  })

  it('are judged as they will be: the last global admin stays one, and nobody rises by what was taken', async () => {
    const { services, owner, ownerId } = await setUp()
    // The owner was no global admin when the form was opened.
    expect(services.roles.set({ userId: ownerId, roles: ['globalReader'], seen: seenOf([]) }, owner)).toEqual({
      roles: ['globalAdministrator', 'globalReader'],
      limits: [],
    })
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const hire = await addPerson(services, owner)
    await resetAndRead(services, helper.call(), hire.id)
    const kept = { userId: hire.id, roles: ['globalReader'], seen: seenOf(['globalReader']) } as const
    expect(services.roles.set(kept, owner)).toEqual({ roles: [], limits: [] })
    const more = { ...kept, roles: ['globalReader', 'passwordAdministrator'] } as const
    expect(services.roles.set(more, owner)).toEqual({ roles: ['passwordAdministrator'], limits: [] })
    const next = { ...kept, roles: ['globalReader', 'userAdministrator'] } as const
    expect(() => services.roles.set(next, owner)).toThrow('PASSWORD_KNOWN')
  })

  it('leave the password alone where nothing is left to give', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    const kept = { userId: person.id, roles: ['globalReader'], seen: seenOf(['globalReader']), reset } as const
    expect(await services.roles.set(kept, owner)).toEqual({ roles: [], limits: [] })
    expect(person.isSignedIn()).toBe(true)
  })
})

it('roles that are there already are set without an entry, and nobody is signed out', async () => {
  const { services, owner } = await setUp()
  const person = await signedInPerson(services, owner, ['globalReader', 'reportsReader'])
  const count = async () => (await services.audit.list({ filter: everyEntry, offset: 0, limit: 1 }, owner)).total
  const before = await count()
  const roles = ['reportsReader', 'globalReader'] as const
  const answer = { roles: ['globalReader', 'reportsReader'], limits: [] }
  expect(services.roles.set({ userId: person.id, roles }, owner)).toEqual(answer)
  expect(services.roles.set({ userId: person.id, roles, seen: { roles, limits: [] } }, owner)).toEqual(answer)
  expect(await count()).toBe(before)
  expect(person.isSignedIn()).toBe(true)
})

it('nobody who does not exist gets a role', async () => {
  const { services, owner } = await setUp()
  const wanted = { userId: 999_999 as UserId, roles: ['globalReader'] as const }
  const refusal = { code: 'NOT_FOUND', data: { what: 'user' } }
  expect(() => services.roles.set(wanted, owner)).toThrow(expect.objectContaining(refusal))
  await expect(services.roles.set({ ...wanted, reset }, owner)).rejects.toMatchObject(refusal)
})

it('the groups of a role count once each, in whatever order they are named', async () => {
  const { services, owner } = await setUp()
  const groupOf = async (name: string) =>
    (await services.groups.create({ name, kind: 'picked', departments: [] }, owner)).id
  const [one, two] = [await groupOf('One'), await groupOf('Two')]
  const person = await addPerson(services, owner)
  const set = (groups: readonly GroupId[]) => {
    const limits = [{ role: 'userAdministrator', groups }] as const
    return services.roles.set({ userId: person.id, roles: ['userAdministrator'], limits }, owner)
  }
  const roles = { roles: ['userAdministrator'], limits: [{ role: 'userAdministrator', groups: [one, two] }] }
  expect(await set([two, one, two])).toEqual(roles)
  expect(await set([one, two])).toEqual(roles)
  expect(await set([two, one, two])).toEqual(roles)
  const filter = { ...everyEntry, person: person.username }
  const { entries } = await services.audit.list({ filter, offset: 0, limit: 9 }, owner)
  expect(entries.filter(({ action }) => action.includes('role'))).toHaveLength(1)
})
