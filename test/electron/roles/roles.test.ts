import { describe, expect, it } from 'vitest'
import { everyEntry } from '../../../shared/audit.ts'
import { addPerson, resetAndRead, setUp } from '../../support/test-services.ts'

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
